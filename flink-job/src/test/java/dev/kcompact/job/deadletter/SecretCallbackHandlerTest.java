package dev.kcompact.job.deadletter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.security.auth.callback.Callback;
import javax.security.auth.callback.ChoiceCallback;
import javax.security.auth.callback.NameCallback;
import javax.security.auth.callback.PasswordCallback;
import javax.security.auth.callback.UnsupportedCallbackException;
import javax.security.auth.login.AppConfigurationEntry;
import javax.security.auth.login.AppConfigurationEntry.LoginModuleControlFlag;
import org.apache.kafka.common.security.scram.ScramExtensionsCallback;
import org.junit.jupiter.api.Test;

class SecretCallbackHandlerTest {
  private final Map<String, String> secrets = new HashMap<>();
  private final List<String> reads = new ArrayList<>();
  private final SecretCallbackHandler handler =
      new SecretCallbackHandler(
          name -> {
            reads.add(name);
            return secrets.getOrDefault(name, "{}");
          });

  @Test
  void everyLoginReadsTheSecretOnceAndUsesWhatItIsNow() throws Exception {
    configure("arn:s");
    secrets.put("arn:s", "{\"username\": \"u\", \"password\": \"p\\\"1\"}");
    assertThat(login()).isEqualTo("u/p\"1");

    secrets.put("arn:s", "{\"username\": \"u2\", \"password\": \"p2\"}");

    assertThat(login()).isEqualTo("u2/p2");
    assertThat(reads).containsExactly("arn:s", "arn:s");
  }

  @Test
  void anUnexpectedSecretIsNamedButNotShown() {
    configure("arn:s");
    for (String text :
        List.of(
            "hidden",
            "{\"username\": \"hidden\"}",
            "[1]",
            "{\"username\": \"a\", \"password\": 1}")) {
      secrets.put("arn:s", text);
      assertThatThrownBy(this::login)
          .isInstanceOf(IOException.class)
          .hasMessage(
              "Failed to parse secret: arn:s; expected a JSON object with username and password")
          .hasNoCause();
    }
  }

  @Test
  void refusesOtherQuestionsAndAConfigurationWithoutASecret() {
    configure("arn:s");
    Callback other = new ChoiceCallback("?", new String[] {"a"}, 0, false);
    assertThatThrownBy(() -> handler.handle(new Callback[] {other}))
        .isInstanceOf(UnsupportedCallbackException.class);
    assertThatThrownBy(() -> handler.configure(Map.of(), "SCRAM-SHA-512", List.of()))
        .hasMessageContaining("has no option secret");
  }

  /** The calls of Kafka's SCRAM client. */
  private String login() throws Exception {
    NameCallback name = new NameCallback("name");
    handler.handle(new Callback[] {name, new ScramExtensionsCallback()});
    PasswordCallback password = new PasswordCallback("password", false);
    handler.handle(new Callback[] {password});
    return name.getName() + "/" + String.valueOf(password.getPassword());
  }

  private void configure(String secret) {
    handler.configure(
        Map.of(),
        "SCRAM-SHA-512",
        List.of(
            new AppConfigurationEntry(
                "m", LoginModuleControlFlag.REQUIRED, Map.of("secret", secret))));
  }
}
