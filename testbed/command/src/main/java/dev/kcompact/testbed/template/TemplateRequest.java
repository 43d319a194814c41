package dev.kcompact.testbed.template;

import static java.util.Objects.requireNonNull;

import java.net.URI;
import java.nio.file.Path;
import java.util.Map;

/**
 * A template to be deployed.
 *
 * @param file the SAM template
 * @param endpoint moto's
 * @param stack the stack's name; one of moto's has it only once
 * @param parameters values of the template's parameters
 * @param serviceNowSecret text of a secret whose ARN the template is given; empty for none
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
