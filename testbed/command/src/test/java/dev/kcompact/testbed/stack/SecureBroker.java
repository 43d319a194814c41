package dev.kcompact.testbed.stack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kcompact.cli.home.WorkFolder;
import dev.kcompact.cli.ports.FreePorts;
import dev.kcompact.cli.process.JavaCommand;
import dev.kcompact.cli.process.Readiness;
import dev.kcompact.cli.process.ServerCommand;
import dev.kcompact.cli.process.ServerProcess;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.common.config.provider.FileConfigProvider;
import org.jspecify.annotations.Nullable;

/**
 * A broker that requires TLS and a password from the job, and accepts the test in plain text. It
 * can stop and restart with its data.
 */
final class SecureBroker implements AutoCloseable {
  private static final String STORE_PASSWORD = "changeit";
  private static final String USER = "kcompact";
  private static final String PASSWORD = "se\"cret";
  private static final Duration TIMEOUT = Duration.ofSeconds(120);

  private final Checkout checkout;
  private final WorkFolder work;
  private final int plainPort;
  private final int securePort;
  private final int controllerPort;
  private @Nullable ServerProcess process;

  SecureBroker(Checkout checkout, WorkFolder work) {
    FreePorts ports = new FreePorts();
    this.checkout = checkout;
    this.work = work;
    plainPort = ports.next();
    securePort = ports.next();
    controllerPort = ports.next();
  }

  /** Starts or restarts it. */
  void start() throws IOException, InterruptedException {
    Path directory = work.directory().resolve("kafka");
    Path properties = directory.resolve("more.properties");
    if (!Files.exists(properties)) {
      Files.createDirectories(directory);
      makeKeys(directory);
      try (Writer writer = Files.newBufferedWriter(properties)) {
        properties(directory).store(writer, null);
      }
    }
    List<String> command =
        JavaCommand.withHeap(
                checkout.classPath("kafka-broker"),
                "dev.kcompact.testbed.kafka.KafkaBroker",
                Memory.KAFKA_HEAP_MIB)
            .with(
                List.of(
                    Integer.toString(plainPort),
                    Integer.toString(controllerPort),
                    directory.toString(),
                    properties.toString()));
    process =
        ServerProcess.start(
            new ServerCommand("broker", command, directory, work.log("kafka"), Map.of(), true),
            Readiness.accepts(securePort),
            TIMEOUT);
  }

  /** Kills it, as in a machine failure. */
  void kill() throws InterruptedException {
    if (process != null) {
      process.kill();
      process.waitFor(TIMEOUT);
    }
  }

  String plain() {
    return "127.0.0.1:" + plainPort;
  }

  String secure() {
    return "127.0.0.1:" + securePort;
  }

  /**
   * The job's properties for the connection. The login is in a file: no property has a password.
   */
  Map<String, String> producer() throws IOException {
    Path directory = work.directory().resolve("kafka");
    Path file = directory.resolve("login.properties");
    Properties properties = new Properties();
    properties.setProperty("login", login() + ";");
    try (Writer writer = Files.newBufferedWriter(file)) {
      properties.store(writer, null);
    }
    return Map.of(
        "producer.security.protocol", "SASL_SSL",
        "producer.sasl.mechanism", "PLAIN",
        "producer.config.providers", "file",
        "producer.config.providers.file.class", FileConfigProvider.class.getName(),
        "producer.sasl.jaas.config", "${file:" + file + ":login}",
        "producer.ssl.truststore.type", "PEM",
        "producer.ssl.truststore.location", directory.resolve("broker.pem").toString());
  }

  private static String login() {
    return "org.apache.kafka.common.security.plain.PlainLoginModule required username=\""
        + USER
        + "\" password=\""
        + PASSWORD.replace("\"", "\\\"")
        + "\"";
  }

  private Properties properties(Path directory) {
    String listeners = "PLAINTEXT://" + plain() + ",SASL_SSL://" + secure();
    Properties more = new Properties();
    more.setProperty("listeners", listeners + ",CONTROLLER://127.0.0.1:" + controllerPort);
    more.setProperty("advertised.listeners", listeners);
    more.setProperty(
        "listener.security.protocol.map",
        "PLAINTEXT:PLAINTEXT,SASL_SSL:SASL_SSL,CONTROLLER:PLAINTEXT");
    more.setProperty("sasl.enabled.mechanisms", "PLAIN");
    more.setProperty(
        "listener.name.sasl_ssl.plain.sasl.jaas.config",
        login() + " user_" + USER + "=\"" + PASSWORD.replace("\"", "\\\"") + "\";");
    more.setProperty("ssl.keystore.type", "PKCS12");
    more.setProperty("ssl.keystore.location", directory.resolve("broker.p12").toString());
    more.setProperty("ssl.keystore.password", STORE_PASSWORD);
    return more;
  }

  private static void makeKeys(Path directory) throws IOException, InterruptedException {
    String store = directory.resolve("broker.p12").toString();
    keytool(
        directory,
        List.of("-genkeypair", "-keyalg", "EC", "-dname", "CN=broker", "-ext", "san=ip:127.0.0.1"),
        store);
    keytool(
        directory,
        List.of("-exportcert", "-rfc", "-file", directory.resolve("broker.pem").toString()),
        store);
  }

  private static void keytool(Path directory, List<String> arguments, String store)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    command.addAll(arguments);
    command.addAll(List.of("-alias", "broker", "-keystore", store, "-storetype", "PKCS12"));
    command.addAll(List.of("-storepass", STORE_PASSWORD));
    Path log = directory.resolve("keytool.log");
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
            .start();
    assertThat(process.waitFor()).as("keytool, see " + log).isZero();
  }

  @Override
  public void close() {
    if (process != null) {
      process.close();
    }
  }
}
