package ai.hermes.sessions.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.Base64;

/**
 * A certificate that nobody vouches for, and its key.
 *
 * @param certificate for {@code localhost}, {@code 127.0.0.1} and a name
 */
public record SelfSigned(X509Certificate certificate, Key key) {

    private static final String PASSWORD = "only-for-this-file";

    /** Makes one with the tool of the JDK. */
    public static SelfSigned make(String name) {
        try {
            Path store = Files.createTempDirectory("self-signed-").resolve("store.p12");
            Process tool = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "keytool")
                                    .toString(),
                            "-genkeypair",
                            "-alias",
                            "one",
                            "-keyalg",
                            "EC",
                            "-groupname",
                            "secp256r1",
                            "-validity",
                            "30",
                            "-dname",
                            "CN=" + name,
                            "-ext",
                            "SAN=dns:localhost,dns:" + name + ",ip:127.0.0.1",
                            "-storetype",
                            "PKCS12",
                            "-keystore",
                            store.toString(),
                            "-storepass",
                            PASSWORD)
                    .inheritIO()
                    .start();
            if (tool.waitFor() != 0) {
                throw new IllegalStateException("keytool failed");
            }
            KeyStore keys = KeyStore.getInstance("PKCS12");
            try (InputStream in = Files.newInputStream(store)) {
                keys.load(in, PASSWORD.toCharArray());
            }
            Files.delete(store);
            Files.delete(store.getParent());
            return new SelfSigned(
                    (X509Certificate) keys.getCertificate("one"), keys.getKey("one", PASSWORD.toCharArray()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Writes both as PEM, in the place of what is there. */
    public void write(Path certificateFile, Path keyFile) {
        try {
            Files.writeString(keyFile, pem("PRIVATE KEY", key.getEncoded()));
            Files.writeString(certificateFile, pem("CERTIFICATE", certificate.getEncoded()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String pem(String kind, byte[] bytes) {
        return "-----BEGIN " + kind + "-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(bytes) + "\n-----END " + kind + "-----\n";
    }
}
