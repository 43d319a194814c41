package dev.kcompact.testbed.template;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kcompact.cli.process.CommandException;
import dev.kcompact.cli.process.Directories;
import dev.kcompact.testbed.lambda.FunctionSpec;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/**
 * A stack in moto, created from the deployment's SAM template: transformed by AWS's translator,
 * with its functions, their environments and the state machine.
 *
 * @param resources physical ids by logical ids of the created resources
 * @param left types by logical ids of resources that moto does not support
 * @param functions the template's functions, each with a concurrency of one
 */
public record DeployedTemplate(
    Map<String, String> resources, Map<String, String> left, List<FunctionSpec> functions) {
  private static final String SCRIPT = "deploy_template.py";
  private static final long TIMEOUT_SECONDS = 120;
  private static final ObjectMapper JSON = new ObjectMapper();

  public DeployedTemplate {
    resources = Map.copyOf(resources);
    left = Map.copyOf(left);
    functions = List.copyOf(functions);
  }

  /**
   * Deploys a template.
   *
   * @param python a Python with moto's server
   * @param work an existing folder
   * @param log file for the output
   * @throws CommandException if the deployment fails
   */
  public static DeployedTemplate deploy(Path python, Path work, Path log, TemplateRequest request)
      throws InterruptedException {
    Path outcome = work.resolve(request.stack() + "-stack.json");
    try {
      Path script = Directories.copyResource(DeployedTemplate.class, SCRIPT, work);
      Process process =
          new ProcessBuilder(python.toString(), script.toString(), outcome.toString())
              .redirectErrorStream(true)
              .redirectOutput(log.toFile())
              .start();
      try (OutputStream input = process.getOutputStream()) {
        input.write(json(request).getBytes(UTF_8));
      }
      boolean ended = process.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS);
      if (!ended || process.exitValue() != 0) {
        process.destroyForcibly();
        throw new CommandException(
            "Failed to deploy the template: " + request.file() + ", " + lastLine(log));
      }
      return parse(JSON.readTree(Files.readString(outcome)));
    } catch (IOException e) {
      throw new CommandException("Failed to deploy the template: " + request.file(), e);
    }
  }

  /**
   * @throws IllegalArgumentException if moto has not created the resource
   */
  public String physicalId(String logicalId) {
    return Optional.ofNullable(resources.get(logicalId))
        .orElseThrow(
            () -> new IllegalArgumentException("The stack has no such resource: " + logicalId));
  }

  private static String lastLine(Path log) throws IOException {
    return Files.readAllLines(log).stream().reduce((before, line) -> line).orElse("see " + log);
  }

  private static String json(TemplateRequest request) {
    ObjectNode node = JSON.createObjectNode();
    node.put("endpoint", request.endpoint().toString());
    node.put("region", request.region());
    node.put("template", request.file().toAbsolutePath().toString());
    node.put("stack", request.stack());
    ObjectNode parameters = node.putObject("parameters");
    request.parameters().forEach(parameters::put);
    if (!request.serviceNowSecret().isEmpty()) {
      node.putObject("secret")
          .put("name", request.stack() + "-servicenow")
          .put("value", request.serviceNowSecret());
    }
    return node.toString();
  }

  private static DeployedTemplate parse(JsonNode outcome) {
    List<FunctionSpec> functions = new ArrayList<>();
    for (JsonNode function : outcome.path("functions")) {
      functions.add(
          new FunctionSpec(
              function.path("name").asText(),
              function.path("handler").asText(),
              function.path("memory").asInt(),
              Duration.ofSeconds(function.path("timeout").asLong()),
              1,
              texts(function.path("environment"))));
    }
    return new DeployedTemplate(
        texts(outcome.path("resources")), texts(outcome.path("left")), functions);
  }

  private static Map<String, String> texts(JsonNode node) {
    Map<String, String> texts = new TreeMap<>();
    node.properties().forEach(entry -> texts.put(entry.getKey(), entry.getValue().asText()));
    return texts;
  }

  /**
   * A template to deploy.
   *
   * @param file the SAM template
   * @param endpoint moto's endpoint
   * @param stack the stack's name, which must be unique in moto
   * @param parameters values of the template's parameters
   * @param serviceNowSecret text of a secret whose ARN becomes a parameter; empty for none
   */
  public record TemplateRequest(
      Path file,
      URI endpoint,
      String region,
      String stack,
      Map<String, String> parameters,
      String serviceNowSecret) {
    public TemplateRequest {
      requireNonNull(file, "file is null");
      requireNonNull(endpoint, "endpoint is null");
      requireNonNull(region, "region is null");
      requireNonNull(stack, "stack is null");
      parameters = Map.copyOf(parameters);
      requireNonNull(serviceNowSecret, "serviceNowSecret is null");
    }
  }
}
