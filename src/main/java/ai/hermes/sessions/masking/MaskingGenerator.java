package ai.hermes.sessions.masking;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.util.JsonGeneratorDelegate;
import java.io.IOException;
import java.io.Reader;
import java.io.StringWriter;

/**
 * Masks each text and each name of a member on its way into an answer. Names and texts that are constants of the code,
 * such as those of fields and states, pass as they are.
 */
public final class MaskingGenerator extends JsonGeneratorDelegate {

    private int places;
    private MaskedTexts known = new MaskedTexts();

    MaskingGenerator(JsonGenerator json) {
        // What is given as an object comes back in parts, so that nothing gets by.
        super(json, false);
    }

    /** How many credentials were masked in this answer so far. */
    public int places() {
        return places;
    }

    /** Tells of texts that were masked before. */
    public void passing(MaskedTexts masked) {
        known = masked;
    }

    /** Writes the text of a member of a tree, whose name may give it away. */
    void writeMember(String name, String value) throws IOException {
        delegate.writeString(noted(Masking.member(name, value)));
    }

    private String noted(Masked masked) {
        places += masked.places();
        return masked.text();
    }

    private String mask(String text) {
        return noted(Scanner.mask(text));
    }

    @Override
    public void writeFieldName(String name) throws IOException {
        delegate.writeFieldName(mask(name));
    }

    @Override
    public void writeString(String text) throws IOException {
        if (text == null) {
            delegate.writeNull();
        } else if (known.has(text)) {
            delegate.writeString(text);
        } else {
            delegate.writeString(mask(text));
        }
    }

    @Override
    public void writeString(char[] text, int offset, int length) throws IOException {
        delegate.writeString(mask(new String(text, offset, length)));
    }

    @Override
    public void writeString(Reader reader, int length) throws IOException {
        StringWriter text = new StringWriter();
        reader.transferTo(text);
        delegate.writeString(mask(length < 0 ? text.toString() : text.toString().substring(0, length)));
    }

    @Override
    public void writeRaw(String text) throws IOException {
        delegate.writeRaw(mask(text));
    }

    @Override
    public void writeRaw(String text, int offset, int length) throws IOException {
        delegate.writeRaw(mask(text.substring(offset, offset + length)));
    }

    @Override
    public void writeRaw(char[] text, int offset, int length) throws IOException {
        delegate.writeRaw(mask(new String(text, offset, length)));
    }

    @Override
    public void writeRaw(SerializableString text) throws IOException {
        delegate.writeRaw(mask(text.getValue()));
    }

    @Override
    public void writeRawValue(String text) throws IOException {
        delegate.writeRawValue(mask(text));
    }

    @Override
    public void writeRawValue(String text, int offset, int length) throws IOException {
        delegate.writeRawValue(mask(text.substring(offset, offset + length)));
    }

    @Override
    public void writeRawValue(char[] text, int offset, int length) throws IOException {
        delegate.writeRawValue(mask(new String(text, offset, length)));
    }
}
