package dev.kcompact.local.template;

import dev.kcompact.local.lambda.FunctionSpec;
import dev.kcompact.local.lambda.LambdaSettings;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;

/**
 * The deployment's SAM template, read so that functions and state machine run here as they are
 * deployed: same handlers, memory, timeouts, variables and definition.
 */
public final class SamTemplate {
  private static final String FUNCTION = "AWS::Serverless::Function";
  private static final String MACHINE = "AWS::Serverless::StateMachine";

  private final Path file;
  private final MappingNode root;
  private final Intrinsics intrinsics;

  private SamTemplate(Path file, MappingNode root, Intrinsics intrinsics) {
    this.file = file;
    this.root = root;
    this.intrinsics = intrinsics;
  }

  /**
   * Reads a template.
   *
   * @param region where its functions are
   * @param parameters values for its parameters
   * @param names physical names of its resources by logical name, where they matter
   * @throws IllegalArgumentException when it is no template, or holds what is not understood
   */
  public static SamTemplate read(
      Path file, String region, Map<String, String> parameters, Map<String, String> names) {
    try (Reader reader = Files.newBufferedReader(file)) {
      if (!(new Yaml(new LoaderOptions()).compose(reader) instanceof MappingNode root)) {
        throw new IllegalArgumentException("The template must be a mapping: " + file);
      }
      Map<String, String> known = new HashMap<>(names);
      Intrinsics plain = new Intrinsics(root, parameters, names);
      for (NodeTuple resource : ofType(root, plain, FUNCTION)) {
        String arn = LambdaSettings.arn(region, name(plain, resource));
        known.put(key(resource) + ".Arn", arn);
      }
      return new SamTemplate(file, root, new Intrinsics(root, parameters, known));
    } catch (IOException e) {
      throw new UncheckedIOException("Failed to read the template: " + file, e);
    }
  }

  /**
   * The functions.
   *
   * @param concurrency how many invocations of each may run at once here
   */
  public List<FunctionSpec> functions(int concurrency) {
    List<FunctionSpec> functions = new ArrayList<>();
    for (NodeTuple resource : ofType(root, intrinsics, FUNCTION)) {
      functions.add(
          new FunctionSpec(
              name(intrinsics, resource),
              setting(resource, "Handler"),
              Integer.parseInt(setting(resource, "MemorySize")),
              Duration.ofSeconds(Long.parseLong(setting(resource, "Timeout"))),
              concurrency,
              environment(resource)));
    }
    return functions;
  }

  /** The state machine's name. */
  public String machineName() {
    return intrinsics.text(machine("Name"));
  }

  /** The state machine's definition, with what the deployment substitutes in it. */
  public String definition() {
    Path uri = file.resolveSibling(intrinsics.text(machine("DefinitionUri")));
    try {
      String text = Files.readString(uri);
      for (NodeTuple entry : entries(machine("DefinitionSubstitutions"))) {
        text = text.replace("${" + key(entry) + "}", intrinsics.text(entry.getValueNode()));
      }
      if (text.contains("${")) {
        throw new IllegalArgumentException(
            "The template must substitute all of the definition's variables: "
                + text.substring(text.indexOf("${"), text.indexOf('}', text.indexOf("${")) + 1));
      }
      return text;
    } catch (IOException e) {
      throw new UncheckedIOException("Failed to read the state machine: " + uri, e);
    }
  }

  private Node machine(String property) {
    for (NodeTuple resource : ofType(root, intrinsics, MACHINE)) {
      return intrinsics
          .find(resource.getValueNode(), "Properties", property)
          .orElseThrow(
              () ->
                  new IllegalArgumentException(
                      "The template's state machine needs " + property + ": " + file));
    }
    throw new IllegalArgumentException("The template holds no state machine: " + file);
  }

  /** A function's own setting, else the one for all functions. */
  private String setting(NodeTuple function, String property) {
    Optional<Node> own = intrinsics.find(function.getValueNode(), "Properties", property);
    return own.or(() -> intrinsics.find(root, "Globals", "Function", property))
        .map(intrinsics::text)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "The template's function " + key(function) + " needs " + property));
  }

  private Map<String, String> environment(NodeTuple function) {
    Map<String, String> all = new LinkedHashMap<>();
    List<Optional<Node>> both =
        List.of(
            intrinsics.find(root, "Globals", "Function", "Environment", "Variables"),
            intrinsics.find(function.getValueNode(), "Properties", "Environment", "Variables"));
    for (Optional<Node> variables : both) {
      for (NodeTuple variable : variables.map(SamTemplate::entries).orElse(List.of())) {
        all.put(key(variable), intrinsics.text(variable.getValueNode()));
      }
    }
    return all;
  }

  private static String name(Intrinsics intrinsics, NodeTuple function) {
    return intrinsics
        .find(function.getValueNode(), "Properties", "FunctionName")
        .map(intrinsics::text)
        .orElse(key(function));
  }

  private static List<NodeTuple> ofType(MappingNode root, Intrinsics intrinsics, String type) {
    Node resources =
        intrinsics
            .find(root, "Resources")
            .orElseThrow(() -> new IllegalArgumentException("The template holds no resources"));
    return entries(resources).stream()
        .filter(
            resource ->
                intrinsics
                    .find(resource.getValueNode(), "Type")
                    .map(intrinsics::text)
                    .filter(type::equals)
                    .isPresent())
        .toList();
  }

  private static List<NodeTuple> entries(Node node) {
    if (node instanceof MappingNode mapping) {
      return mapping.getValue();
    }
    throw new IllegalArgumentException(
        "The template's value must be a mapping: line " + (node.getStartMark().getLine() + 1));
  }

  private static String key(NodeTuple tuple) {
    return ((ScalarNode) tuple.getKeyNode()).getValue();
  }
}
