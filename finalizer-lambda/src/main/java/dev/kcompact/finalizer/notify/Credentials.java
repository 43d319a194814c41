package dev.kcompact.finalizer.notify;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kcompact.finalizer.failure.NonRetryableException;
import dev.kcompact.finalizer.failure.RetryableException;
import dev.kcompact.finalizer.invocation.Json;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

/** A ServiceNow user, from Secrets Manager. */
record Credentials(String user, String password) {

  /**
   * @param secret ARN or name
   */
  static Credentials read(String secret) {
    try (SecretsManagerClient secrets =
        SecretsManagerClient.builder()
            .httpClientBuilder(UrlConnectionHttpClient.builder())
            .build()) {
      return parse(secrets.getSecretValue(get -> get.secretId(secret)).secretString(), secret);
    } catch (SdkException e) {
      throw new RetryableException("Failed to read secret: " + secret, e);
    }
  }

  private static Credentials parse(String text, String secret) {
    JsonNode fields = Json.tree(text).orElseThrow(() -> unexpected(secret));
    if (!fields.path("user").isTextual() || !fields.path("password").isTextual()) {
      throw unexpected(secret);
    }
    return new Credentials(fields.get("user").textValue(), fields.get("password").textValue());
  }

  private static NonRetryableException unexpected(String secret) {
    return new NonRetryableException(
        "Failed to parse secret: " + secret + "; expected a JSON object with user and password");
  }

  @Override
  public String toString() {
    return "Credentials[" + user + "]";
  }
}
