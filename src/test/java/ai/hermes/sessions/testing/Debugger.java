package ai.hermes.sessions.testing;

import com.sun.jdi.Bootstrap;
import com.sun.jdi.ThreadReference;
import com.sun.jdi.VMDisconnectedException;
import com.sun.jdi.VirtualMachine;
import com.sun.jdi.connect.AttachingConnector;
import com.sun.jdi.connect.Connector;
import com.sun.jdi.connect.IllegalConnectorArgumentsException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Holds threads of another JVM, as if they were stuck, by the debugging interface that every JVM has. */
public final class Debugger implements AutoCloseable {

    private final int port = freePort();
    private Optional<VirtualMachine> machine = Optional.empty();

    /** The option with which the JVM has to be started. */
    public String option() {
        return "-agentlib:jdwp=transport=dt_socket,server=y,suspend=n,address=127.0.0.1:" + port;
    }

    /** Holds all threads whose names begin so, until this is closed. */
    public void suspend(String beginning) {
        VirtualMachine attached = attached();
        machine = Optional.of(attached);
        List<ThreadReference> threads = attached.allThreads().stream()
                .filter(thread -> thread.name().startsWith(beginning))
                .toList();
        if (threads.isEmpty()) {
            throw new IllegalStateException("no thread is named " + beginning);
        }
        threads.forEach(ThreadReference::suspend);
    }

    private VirtualMachine attached() {
        AttachingConnector connector = Bootstrap.virtualMachineManager().attachingConnectors().stream()
                .filter(it -> it.transport().name().equals("dt_socket"))
                .findFirst()
                .orElseThrow();
        Map<String, Connector.Argument> arguments = connector.defaultArguments();
        arguments.get("hostname").setValue("127.0.0.1");
        arguments.get("port").setValue(String.valueOf(port));
        try {
            return connector.attach(arguments);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (IllegalConnectorArgumentsException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        try {
            machine.ifPresent(VirtualMachine::dispose);
        } catch (VMDisconnectedException e) {
            // It has ended, and all its threads with it.
        }
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
