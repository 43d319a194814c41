package dev.kcompact.finalizer.feedback;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import javax.security.auth.callback.Callback;
import javax.security.auth.callback.NameCallback;
import javax.security.auth.callback.PasswordCallback;
import javax.security.auth.callback.UnsupportedCallbackException;
import javax.security.auth.login.AppConfigurationEntry;
import org.apache.kafka.common.security.auth.AuthenticateCallbackHandler;
import org.apache.kafka.common.security.scram.ScramExtensionsCallback;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

/**
 * Gives Kafka's client the user and password of a secret, which is read for each login, so that no
 * property has a password and a changed one is used by the next connection. The option {@code
 * secret} of {@code sasl.jaas.config} names the secret, a JSON object with {@code username} and
 * {@code password}.
 */
public final class SecretCallbackHandler implements AuthenticateCallbackHandler {
  private static final String OPTION = "secret";
  private static final ObjectMapper JSON = new ObjectMapper();

  private final SecretReader secrets;
  private String secret = "";
  private @Nullable JsonNode login;

  /** Reads the text of a secret. */
  @FunctionalInterface
  interface SecretReader {
    String read(String secret) throws IOException;
  }

  /** For Kafka's client, which creates it by its name. */
  public SecretCallbackHandler() {
    this(SecretCallbackHandler::read);
  }

  SecretCallbackHandler(SecretReader secrets) {
    this.secrets = secrets;
  }

  @Override
  public void configure(
      Map<String, ?> configs, String mechanism, List<AppConfigurationEntry> entries) {
    secret =
        entries.stream()
            .map(entry -> entry.getOptions().get(OPTION))
            .filter(Objects::nonNull)
            .map(String::valueOf)
            .findFirst()
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "sasl.jaas.config has no option secret; expected the ARN of a secret"));
  }

  /** A login asks for the name first, and for the password of that name later. */
  @Override
  public synchronized void handle(Callback[] callbacks)
      throws IOException, UnsupportedCallbackException {
    for (Callback callback : callbacks) {
      if (callback instanceof NameCallback name) {
        login = parsed(secrets.read(secret));
        name.setName(login.path("username").textValue());
      } else if (callback instanceof PasswordCallback password) {
        JsonNode known = login == null ? parsed(secrets.read(secret)) : login;
        password.setPassword(known.path("password").textValue().toCharArray());
      } else if (!(callback instanceof ScramExtensionsCallback)) {
        throw new UnsupportedCallbackException(callback);
      }
    }
  }

  @Override
  public void close() {}

  private JsonNode parsed(String text) throws IOException {
    JsonNode fields;
    try {
      fields = JSON.readTree(text);
    } catch (JsonProcessingException e) {
      // Its message would show the secret.
      throw unexpected();
    }
    if (!fields.path("username").isTextual() || !fields.path("password").isTextual()) {
      throw unexpected();
    }
    return fields;
  }

  private IOException unexpected() {
    return new IOException(
        "Failed to parse secret: "
            + secret
            + "; expected a JSON object with username and password");
  }

  private static String read(String secret) throws IOException {
    try (SecretsManagerClient client =
        SecretsManagerClient.builder()
            .httpClientBuilder(UrlConnectionHttpClient.builder())
            .build()) {
      return client.getSecretValue(get -> get.secretId(secret)).secretString();
    } catch (SdkException e) {
      throw new IOException("Failed to read secret: " + secret, e);
    }
  }
}
