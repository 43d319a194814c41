package dev.kcompact.contract.message;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Finds passwords among the properties of a Kafka client: everybody who may describe the
 * application or the function would read them.
 */
public final class ClientSecrets {
  private static final String LOGIN = "sasl.jaas.config";

  /** The private key of TLS as text; its password is found by its name. */
  private static final String KEY = "ssl.keystore.key";

  /** An option of a login module, such as {@code password="x"} or {@code clientSecret = 'x'}. */
  private static final Pattern OPTION =
      Pattern.compile("\\b\\w*(password|secret|token)\\w*\\s*=", Pattern.CASE_INSENSITIVE);

  /** The option of our own login, which names a secret. */
  private static final Pattern OWN_OPTION = Pattern.compile("\\bsecret\\s*=");

  /** A value that Kafka's client reads elsewhere, with a config provider. */
  private static final Pattern REFERENCE = Pattern.compile("\\$\\{[^{}]+}");

  private ClientSecrets() {}

  /**
   * Returns the end of a line that begins with the property's name; empty if the property has no
   * secret.
   */
  public static Optional<String> problem(String property, String value) {
    String name = property.toLowerCase(Locale.ROOT);
    boolean isSecret =
        name.equals(KEY)
            || name.contains("password")
            || name.endsWith("client.secret")
            || name.equals(LOGIN)
                && OPTION.matcher(OWN_OPTION.matcher(value).replaceAll("")).find();
    return isSecret && !value.isBlank() && !REFERENCE.matcher(value.strip()).matches()
        ? Optional.of(
            " has a password or key; put it into a secret of Secrets Manager, and the secret's ARN"
                + " into the option secret of sasl.jaas.config, with SecretCallbackHandler as"
                + " sasl.client.callback.handler.class; or name a value of a config provider")
        : Optional.empty();
  }
}
