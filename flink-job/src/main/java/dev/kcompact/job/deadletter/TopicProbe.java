package dev.kcompact.job.deadletter;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;

/**
 * Asks Kafka for the topics of dead letters, with the sink's login. Each check opens a connection,
 * since a client keeps what it knew before an outage, in a thread of its own, since a login may
 * block for longer than a task may wait. Used in one task thread.
 */
final class TopicProbe implements KafkaAvailability.Check {
  static final Duration TIMEOUT = Duration.ofSeconds(5);

  private final DeadLetterOptions options;
  private final ExecutorService thread = Executors.newSingleThreadExecutor(TopicProbe::daemon);
  private @Nullable Future<Optional<String>> running;

  TopicProbe(DeadLetterOptions options) {
    this.options = options;
  }

  private static Thread daemon(Runnable work) {
    Thread thread = new Thread(work, "kcompact-kafka-probe");
    thread.setDaemon(true);
    return thread;
  }

  /** Waits for a check that is still running; what an earlier one found meanwhile is too old. */
  @Override
  public Optional<String> failure() throws InterruptedException {
    Future<Optional<String>> check = running;
    if (check == null || check.isDone()) {
      check = thread.submit(this::ask);
      running = check;
    }
    try {
      return check.get(TIMEOUT.toMillis(), MILLISECONDS);
    } catch (TimeoutException e) {
      return Optional.of(
          options.bootstrapServers() + " has not answered in " + TIMEOUT.toSeconds() + " s");
    } catch (ExecutionException e) {
      return Optional.of(options.bootstrapServers() + ": " + firstLine(e.getCause()));
    }
  }

  /** A topic that does not exist is left to the sink: brokers may create it. */
  private Optional<String> ask() throws Exception {
    List<String> topics = List.of(options.topic(), options.retryLimit().parkingTopic());
    try (Admin admin = Admin.create(client())) {
      Map<String, KafkaFuture<TopicDescription>> asked =
          admin.describeTopics(topics).topicNameValues();
      for (Map.Entry<String, KafkaFuture<TopicDescription>> topic : asked.entrySet()) {
        try {
          if (!hasLeaders(topic.getValue().get())) {
            return Optional.of("topic " + topic.getKey() + " has a partition without a leader");
          }
        } catch (ExecutionException e) {
          if (!(e.getCause() instanceof UnknownTopicOrPartitionException)) {
            throw e;
          }
        }
      }
      return Optional.empty();
    }
  }

  private static boolean hasLeaders(TopicDescription topic) {
    return topic.partitions().stream()
        .allMatch(
            partition -> {
              Node leader = partition.leader();
              return leader != null && !leader.isEmpty();
            });
  }

  /** The producer's properties that a client without a producer knows. */
  private Properties client() {
    Properties client = new Properties();
    options
        .producer()
        .forEach(
            (name, value) -> {
              // A login and the providers of values have options of their own names.
              if (AdminClientConfig.configNames().contains(name)
                  || name.startsWith("sasl.")
                  || name.startsWith("config.providers.")) {
                client.setProperty(name, value);
              }
            });
    String millis = Long.toString(TIMEOUT.toMillis());
    client.setProperty(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, options.bootstrapServers());
    client.setProperty(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, millis);
    client.setProperty(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, millis);
    client.remove(AdminClientConfig.CLIENT_ID_CONFIG);
    return client;
  }

  private static String firstLine(@Nullable Throwable failure) {
    Throwable cause =
        failure instanceof ExecutionException && failure.getCause() != null
            ? failure.getCause()
            : failure;
    return String.valueOf(cause).lines().findFirst().orElse("");
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }
}
