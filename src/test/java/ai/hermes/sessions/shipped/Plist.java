package ai.hermes.sessions.shipped;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.SAXException;

/** A property list, as launchd reads it. */
final class Plist {

    private Plist() {}

    /** The keys and values of the list, which must be a dictionary that has no key twice. */
    static Map<String, Object> read(Path file) {
        List<Element> roots = elements(document(file));
        if (roots.size() != 1) {
            throw new IllegalArgumentException(file + " has " + roots.size() + " roots");
        }
        return dict(roots.get(0));
    }

    private static Element document(Path file) {
        try {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
            factory.setFeature("http://apache.org/xml/features/nonvalidating/load-external-dtd", false);
            Element root = factory.newDocumentBuilder().parse(file.toFile()).getDocumentElement();
            if (!root.getTagName().equals("plist")
                    || !root.getAttribute("version").equals("1.0")) {
                throw new IllegalArgumentException(file + " is no property list");
            }
            return root;
        } catch (ParserConfigurationException | SAXException | IOException e) {
            throw new IllegalArgumentException(file + " cannot be read", e);
        }
    }

    private static List<Element> elements(Node parent) {
        List<Element> elements = new ArrayList<>();
        for (int i = 0; i < parent.getChildNodes().getLength(); i++) {
            if (parent.getChildNodes().item(i) instanceof Element element) {
                elements.add(element);
            }
        }
        return elements;
    }

    private static Map<String, Object> dict(Element dict) {
        List<Element> children = elements(dict);
        Map<String, Object> values = new LinkedHashMap<>();
        for (int i = 0; i < children.size(); i += 2) {
            Element key = children.get(i);
            if (!key.getTagName().equals("key")
                    || values.put(key.getTextContent(), value(children.get(i + 1))) != null) {
                throw new IllegalArgumentException("not a key, or not a new one: " + key.getTextContent());
            }
        }
        return values;
    }

    private static Object value(Element element) {
        return switch (element.getTagName()) {
            case "string" -> element.getTextContent();
            case "integer" -> Integer.valueOf(element.getTextContent());
            case "true", "false" -> Boolean.valueOf(element.getTagName());
            case "array" -> elements(element).stream().map(Plist::value).toList();
            case "dict" -> dict(element);
            default -> throw new IllegalArgumentException("no property list has a " + element.getTagName());
        };
    }
}
