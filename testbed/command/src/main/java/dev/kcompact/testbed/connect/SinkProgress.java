package dev.kcompact.testbed.connect;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.kcompact.cli.process.CommandException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/** How far the sinks of a worker are. */
final class SinkProgress {
  private static final Duration PAUSE = Duration.ofMillis(250);
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Admin admin;
  private final URI worker;
  private final HttpClient http = HttpClient.newHttpClient();

  /**
   * @param admin not closed
   * @param worker the worker's REST API
   */
  SinkProgress(Admin admin, URI worker) {
    this.admin = admin;
    this.worker = worker;
  }

  /**
   * Waits until the sinks of all tables have written every record of their topics.
   *
   * @throws CommandException if a task fails or the time is over
   */
  void await(List<ConnectTable> tables, Duration timeout) throws IOException, InterruptedException {
    long end = System.nanoTime() + timeout.toNanos();
    for (ConnectTable table : tables) {
      while (!hasWritten(table)) {
        requireRunning(table);
        if (System.nanoTime() > end) {
          throw new CommandException(
              "The sink " + table.name() + " has not written every record: see the worker's log");
        }
        LockSupport.parkNanos(PAUSE.toNanos());
      }
    }
  }

  private boolean hasWritten(ConnectTable table) throws IOException, InterruptedException {
    try {
      Map<TopicPartition, OffsetSpec> latest =
          admin.describeTopics(List.of(table.name())).allTopicNames().get().values().stream()
              .flatMap(topic -> topic.partitions().stream())
              .collect(
                  Collectors.toMap(
                      partition -> new TopicPartition(table.name(), partition.partition()),
                      partition -> OffsetSpec.latest()));
      Map<TopicPartition, OffsetAndMetadata> written =
          admin
              .listConsumerGroupOffsets(table.group())
              .partitionsToOffsetAndMetadata(table.group())
              .get();
      Map<TopicPartition, ListOffsetsResultInfo> ends = admin.listOffsets(latest).all().get();
      return ends.entrySet().stream()
          .allMatch(
              partition -> {
                OffsetAndMetadata to = written.get(partition.getKey());
                return to != null && to.offset() >= partition.getValue().offset();
              });
    } catch (ExecutionException e) {
      throw new IOException("Failed to read the offsets of " + table.group(), e);
    }
  }

  private void requireRunning(ConnectTable table) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(worker.resolve("/connectors/" + table.name() + "/status")).build();
    JsonNode status = JSON.readTree(http.send(request, BodyHandlers.ofString(UTF_8)).body());
    for (JsonNode task : status.path("tasks")) {
      if (task.path("state").asText().equals("FAILED")) {
        throw new CommandException(
            "The sink " + table.name() + " failed: " + task.path("trace").asText());
      }
    }
  }
}
