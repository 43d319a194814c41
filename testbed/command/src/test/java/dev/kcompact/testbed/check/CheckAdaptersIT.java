package dev.kcompact.testbed.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kcompact.cli.kafka.KafkaMessageLog;
import dev.kcompact.cli.kafka.MessageLog.Message;
import dev.kcompact.cli.ports.FreePorts;
import dev.kcompact.cli.process.JavaCommand;
import dev.kcompact.cli.process.Readiness;
import dev.kcompact.cli.process.ServerCommand;
import dev.kcompact.cli.process.ServerProcess;
import dev.kcompact.cli.store.S3Store;
import dev.kcompact.contract.location.StorageLocation;
import dev.kcompact.testbed.aws.MotoServer;
import dev.kcompact.testbed.aws.PythonWithMoto;
import dev.kcompact.testbed.check.LakeFiles.StoredFile;
import dev.kcompact.testbed.sample.ObjectSink;
import dev.kcompact.testbed.stack.AwsClients;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.glue.GlueClient;
import software.amazon.awssdk.services.glue.model.Column;
import software.amazon.awssdk.services.s3.S3Client;

/** Tests the adapters of the checks with a real S3 server, a real broker, and moto's Glue. */
@Tag("full")
class CheckAdaptersIT {
  private static final Duration TIMEOUT = Duration.ofSeconds(60);
  private static final Path LOCAL =
      Path.of(System.getProperty("basedir", ".")).toAbsolutePath().resolve("..").normalize();

  @TempDir private static Path work;
  private static final List<AutoCloseable> STARTED = new ArrayList<>();
  private static URI s3Endpoint = URI.create("");
  private static URI glueEndpoint = URI.create("");
  private static String kafka = "";

  @BeforeAll
  static void start() throws Exception {
    FreePorts ports = new FreePorts();
    int s3Port = ports.next();
    int kafkaPort = ports.next();
    int controllerPort = ports.next();
    int motoPort = ports.next();
    server(
        "s3-server",
        "dev.kcompact.testbed.s3.S3Server",
        Readiness.answers(URI.create("http://127.0.0.1:" + s3Port + "/_requests")),
        s3Port,
        work.resolve("s3"));
    server(
        "kafka-broker",
        "dev.kcompact.testbed.kafka.KafkaBroker",
        Readiness.accepts(kafkaPort),
        kafkaPort,
        controllerPort,
        work.resolve("kafka"));
    Path python = PythonWithMoto.find(work.resolve("venv"), work.resolve("pip.log"));
    STARTED.add(MotoServer.start(python, work, work.resolve("moto.log"), motoPort, motoPort));
    s3Endpoint = URI.create("http://127.0.0.1:" + s3Port);
    glueEndpoint = URI.create("http://127.0.0.1:" + motoPort);
    kafka = "127.0.0.1:" + kafkaPort;
  }

  private static void server(String module, String main, Readiness ready, Object... arguments)
      throws InterruptedException {
    List<String> command =
        JavaCommand.withHeap(LOCAL.resolve(module).resolve("target/lib") + "/*", main, 384)
            .with(List.of(arguments).stream().map(Object::toString).collect(Collectors.toList()));
    Path log = work.resolve(module + ".log");
    STARTED.add(
        ServerProcess.start(
            new ServerCommand(module, command, work, log, Map.of(), true), ready, TIMEOUT));
  }

  @AfterAll
  static void stop() throws Exception {
    for (int i = STARTED.size() - 1; i >= 0; i--) {
      STARTED.get(i).close();
    }
  }

  @Test
  void readsWhatTheSampleSinkWroteToS3(@TempDir Path folder) throws Exception {
    try (S3Client s3 = AwsClients.s3(s3Endpoint)) {
      ObjectSink sink = ObjectSink.ofBucket(s3, "kconnect", "root/");
      for (int i = 0; i < 1100; i++) {
        sink.put("topics/a/a+0+" + i + ".json", "x".repeat(i % 7).getBytes(StandardCharsets.UTF_8));
      }
      sink.put("topics/b/b+0+0.json", "é\n".getBytes(StandardCharsets.UTF_8));
      S3LakeFiles files = new S3LakeFiles(s3, "kconnect", "root/");

      List<StoredFile> found = files.list("topics/a/");
      files.download("topics/b/b+0+0.json", folder.resolve("b"));

      assertThat(found)
          .hasSize(1100)
          .contains(new StoredFile("topics/a/a+0+1099.json", 0))
          .contains(new StoredFile("topics/a/a+0+13.json", 6))
          .isSortedAccordingTo(Comparator.comparing(StoredFile::key));
      assertThat(folder.resolve("b")).hasContent("é\n");
      assertThat(files.uri("topics/")).isEqualTo("s3://kconnect/root/topics/");
      assertThatThrownBy(() -> files.download("topics/none", folder.resolve("none")))
          .isInstanceOf(IOException.class)
          .hasMessage("Failed to read the lake's file: s3://kconnect/root/topics/none");
    }
  }

  /** XML cannot carry most of them. The server's folder has no name with a slash or a NUL. */
  @Test
  void listsKeysWithEveryCharacter() throws Exception {
    try (S3Client s3 = AwsClients.s3(s3Endpoint)) {
      ObjectSink sink = ObjectSink.ofBucket(s3, "kconnect", "every/");
      List<String> keys = new ArrayList<>();
      for (char c = 1; c < 0x80; c++) {
        if (c != '/' && c != '\\') {
          keys.add("k/" + c + "x" + c + "+0+1.json");
        }
      }
      for (String key : keys) {
        sink.put(key, new byte[] {1});
      }
      StorageLocation root = StorageLocation.parseDirectory("s3://kconnect/every/");
      S3Store store = new S3Store(s3, root);

      assertThat(new S3LakeFiles(s3, "kconnect", "every/").list("k/"))
          .extracting(StoredFile::key)
          .hasSameElementsAs(keys);
      assertThat(store.list("k/"))
          .extracting(listed -> listed.object().key())
          .hasSameElementsAs(keys);
      assertThat(store.level("k/").keys()).hasSameElementsAs(keys);
      assertThat(store.keys("k/")).hasSameElementsAs(keys);
    }
  }

  @Test
  void readsEveryCommittedMessageOfATopic() throws Exception {
    Map<String, Object> properties =
        Map.of("bootstrap.servers", kafka, "transactional.id", "test", "linger.ms", "0");
    try (KafkaProducer<String, String> producer =
        new KafkaProducer<>(properties, new StringSerializer(), new StringSerializer())) {
      producer.initTransactions();
      producer.beginTransaction();
      for (int i = 0; i < 50; i++) {
        ProducerRecord<String, String> message = new ProducerRecord<>("messages", "k" + i, "v" + i);
        message.headers().add("kc-table", "ação".getBytes(StandardCharsets.UTF_8));
        producer.send(message);
      }
      producer.commitTransaction();
      producer.beginTransaction();
      producer.send(new ProducerRecord<>("messages", "aborted", "x"));
      producer.flush();
      producer.abortTransaction();
    }
    List<Message> found = new ArrayList<>();

    new KafkaMessageLog(kafka).read("messages", found::add);

    assertThat(found).hasSize(50);
    assertThat(found).extracting(Message::key).contains("k0", "k49").doesNotContain("aborted");
    assertThat(found).allMatch(message -> "ação".equals(message.headers().get("kc-table")));
    assertThat(new String(found.get(0).value(), StandardCharsets.UTF_8)).isEqualTo("v0");
  }

  @Test
  void readsNothingFromATopicThatDoesNotExist() throws Exception {
    new KafkaMessageLog(kafka)
        .read("nowhere", message -> assertThat(message).as("a message of no topic").isNull());
  }

  @Test
  void readsAPartitionOfTheCatalog() throws Exception {
    LocalDate day = LakeFixture.DATE;
    try (GlueClient glue = AwsClients.glue(glueEndpoint)) {
      glue.createDatabase(request -> request.databaseInput(input -> input.name("lake_vendas")));
      glue.createTable(
          request ->
              request
                  .databaseName("lake_vendas")
                  .tableInput(
                      table ->
                          table
                              .name("orders")
                              .partitionKeys(Column.builder().name("dt").type("string").build())
                              .storageDescriptor(
                                  storage ->
                                      storage.columns(
                                          column("order_id", "string"), column("n", "bigint")))));
      glue.createPartition(
          request ->
              request
                  .databaseName("lake_vendas")
                  .tableName("orders")
                  .partitionInput(
                      partition ->
                          partition
                              .values(day.toString())
                              .storageDescriptor(storage -> storage.location("s3://lake/x/"))));
      GluePublishedTables tables = new GluePublishedTables(glue, "lake");

      assertThat(tables.partition("vendas", "orders", day))
          .hasValue(
              new PublishedTables.PublishedPartition(
                  "s3://lake/x/", Map.of("order_id", "string", "n", "bigint")));
      assertThat(tables.partition("vendas", "orders", day.plusDays(1))).isEmpty();
      assertThat(tables.partition("vendas", "returns", day)).isEmpty();
      assertThat(tables.partition("nowhere", "orders", day)).isEmpty();
    }
  }

  private static Column column(String name, String type) {
    return Column.builder().name(name).type(type).build();
  }
}
