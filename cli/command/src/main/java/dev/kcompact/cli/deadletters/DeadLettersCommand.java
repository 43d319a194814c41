package dev.kcompact.cli.deadletters;

import dev.kcompact.cli.ExitCode;
import dev.kcompact.cli.console.Console;
import dev.kcompact.cli.home.Connection;
import dev.kcompact.cli.home.Installation;
import dev.kcompact.cli.process.CommandException;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Counts and deletes the messages of the dead letter topic. */
@Command(
    name = "dead-letters",
    mixinStandardHelpOptions = true,
    description =
        "Counts the messages of the dead letter topic by table, sender and broken rule. Never shows"
            + " a record. With --empty, deletes the counted messages.",
    footer = {"", "Example: kcompact dead-letters --kafka broker:9092 --client client.properties"})
public final class DeadLettersCommand implements Callable<Integer> {
  private static final String LINE = "%-20s %-10s %-24s %8s %8s %8s  %s";

  @Option(
      names = "--kafka",
      paramLabel = "HOST:PORT",
      description = "Bootstrap servers (default: those of a running kcompact up).")
  private @Nullable String servers;

  @Option(
      names = "--client",
      paramLabel = "FILE",
      description = "Properties of the Kafka client, for example for TLS and SASL.")
  private @Nullable Path client;

  @Option(
      names = "--topic",
      paramLabel = "T",
      description = "The topic (default: ${DEFAULT-VALUE}).")
  private String topic = "kcompact.dead-letters";

  @Option(
      names = "--table",
      paramLabel = "TABLE",
      description = "Only dead letters of this table; not with --empty.")
  private @Nullable String table;

  @Option(
      names = "--empty",
      description = "Permanently deletes the counted messages from the topic.")
  private boolean empty;

  @Option(
      names = "--work",
      paramLabel = "DIR",
      description = "Work folder of a running kcompact up (default: .work/up).")
  private @Nullable Path work;

  private final Console console = Console.ofThisProcess();

  @Override
  public Integer call() throws InterruptedException {
    if (empty && table != null) {
      throw new CommandException("--empty deletes for all tables: omit --table " + table);
    }
    try (DeadLetterTopic deadLetters = new DeadLetterTopic(topic, servers(), properties())) {
      // Read before counting: messages that arrive later may be counted, but are not deleted.
      Map<TopicPartition, Long> ends = deadLetters.ends();
      DeadLetterSummary summary = new DeadLetterSummary(table);
      deadLetters.read(summary::add);
      show(summary.counts());
      if (empty) {
        deadLetters.deleteBefore(ends);
        console.print("Emptied: " + topic);
      }
      return ExitCode.SUCCESS;
    }
  }

  private void show(List<DeadLetterSummary.DeadLetterCount> counts) {
    if (counts.isEmpty()) {
      console.print("No dead letters in " + topic);
      return;
    }
    console.print(
        LINE.formatted("Table", "Sender", "Broken", "Messages", "Records", "Attempts", "First"));
    for (DeadLetterSummary.DeadLetterCount count : counts) {
      console.print(
          LINE.formatted(
              count.table(),
              count.sender(),
              count.rule(),
              count.messages(),
              count.records(),
              count.attempts(),
              count.first()));
    }
  }

  private String servers() {
    if (servers != null) {
      return servers;
    }
    Path folder = work == null ? Installation.work("up") : work;
    return Connection.in(folder).kafka();
  }

  private Map<String, String> properties() {
    Map<String, String> found = new TreeMap<>();
    if (client != null) {
      Properties file = new Properties();
      try (Reader reader = Files.newBufferedReader(client)) {
        file.load(reader);
      } catch (IOException e) {
        throw new CommandException("Failed to read the client's properties: " + client, e);
      }
      file.stringPropertyNames().forEach(name -> found.put(name, file.getProperty(name)));
    }
    return found;
  }
}
