package dev.kcompact.local.template;

import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;

/**
 * Reads texts of a CloudFormation template whose values may be !Ref, !Sub or !GetAtt.
 *
 * @param root the template
 * @param parameters values of parameters; their defaults hold where there is none
 * @param names what !Ref of a resource gives; the logical name where there is none
 */
record Intrinsics(MappingNode root, Map<String, String> parameters, Map<String, String> names) {
  private static final Pattern REFERENCE = Pattern.compile("\\$\\{([^}!]+)}");

  /** The value below the keys, when it is there. */
  Optional<Node> find(Node start, String... keys) {
    Node node = start;
    for (String key : keys) {
      Optional<Node> next = child(node, key);
      if (next.isEmpty()) {
        return next;
      }
      node = next.get();
    }
    return Optional.of(node);
  }

  /** The text of a scalar, after its intrinsic function. */
  String text(Node node) {
    if (!(node instanceof ScalarNode scalar)) {
      throw new IllegalArgumentException(
          "The template's value must be a text, !Ref, !Sub or !GetAtt: line "
              + (node.getStartMark().getLine() + 1));
    }
    return switch (node.getTag().getValue()) {
      case "!Ref" -> reference(scalar.getValue());
      case "!GetAtt" -> attribute(scalar.getValue());
      case "!Sub" -> substitute(scalar.getValue());
      default -> scalar.getValue();
    };
  }

  private String substitute(String text) {
    Matcher matcher = REFERENCE.matcher(text);
    return matcher.replaceAll(
        found -> {
          String name = found.group(1);
          return Matcher.quoteReplacement(name.contains(".") ? attribute(name) : reference(name));
        });
  }

  private String reference(String name) {
    String given = parameters.get(name);
    if (given != null) {
      return given;
    }
    Optional<Node> defaultValue = find(root, "Parameters", name, "Default");
    if (defaultValue.isPresent()) {
      return text(defaultValue.get());
    }
    if (find(root, "Parameters", name).isPresent()) {
      throw new IllegalArgumentException("The template's parameter needs a value here: " + name);
    }
    if (find(root, "Resources", name).isPresent()) {
      return names.getOrDefault(name, name);
    }
    throw new IllegalArgumentException("The template refers to what it does not define: " + name);
  }

  /** Only ARNs of functions are needed here, and only to be told apart. */
  private String attribute(String text) {
    String name = text.replaceFirst("\\.Arn$", "");
    if (name.equals(text) || find(root, "Resources", name).isEmpty()) {
      throw new IllegalArgumentException("The template's attribute is not known here: " + text);
    }
    return names.getOrDefault(text, name);
  }

  private static Optional<Node> child(Node node, String key) {
    if (node instanceof MappingNode mapping) {
      for (NodeTuple tuple : mapping.getValue()) {
        if (tuple.getKeyNode() instanceof ScalarNode name && name.getValue().equals(key)) {
          return Optional.of(tuple.getValueNode());
        }
      }
    }
    return Optional.empty();
  }
}
