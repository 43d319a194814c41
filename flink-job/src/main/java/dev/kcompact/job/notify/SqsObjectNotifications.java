package dev.kcompact.job.notify;

import static java.util.Objects.requireNonNull;

import dev.kcompact.contract.location.StorageLocation;
import dev.kcompact.job.notify.S3EventParser.Malformed;
import dev.kcompact.job.notify.S3EventParser.WellFormed;
import dev.kcompact.job.store.StoreOptions;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.nio.netty.NettyNioAsyncHttpClient;
import software.amazon.awssdk.http.nio.netty.SdkEventLoopGroup;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sqs.SqsAsyncClient;
import software.amazon.awssdk.services.sqs.SqsAsyncClientBuilder;
import software.amazon.awssdk.services.sqs.model.BatchResultErrorEntry;
import software.amazon.awssdk.services.sqs.model.DeleteMessageBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.Message;

/** Event notifications of S3 from an SQS queue. */
final class SqsObjectNotifications implements ObjectNotifications {
  private static final Logger LOG = LoggerFactory.getLogger(SqsObjectNotifications.class);

  /** Limit of SQS for one request. */
  private static final int MAX_MESSAGES = 10;

  private static final int WAIT_SECONDS = 1;
  private static final Duration ATTEMPT = Duration.ofSeconds(10);
  private static final Duration CALL = Duration.ofSeconds(60);
  private static final long MAX_CLOSE_MILLIS = 500;

  private final String queue;
  private final S3EventParser parser;
  private final SdkEventLoopGroup threads = SdkEventLoopGroup.builder().numberOfThreads(1).build();
  private final SqsAsyncClient client;

  SqsObjectNotifications(
      StorageLocation root, NotificationOptions notifications, StoreOptions options) {
    queue = notifications.queue().toString();
    parser = new S3EventParser(root);
    SqsAsyncClientBuilder builder =
        SqsAsyncClient.builder()
            .endpointOverride(notifications.endpoint())
            .httpClientBuilder(NettyNioAsyncHttpClient.builder().eventLoopGroup(threads))
            .overrideConfiguration(
                config -> config.apiCallAttemptTimeout(ATTEMPT).apiCallTimeout(CALL));
    String region = notifications.region().orElse(options.region());
    if (region != null) {
      builder.region(Region.of(region));
    }
    String accessKey = options.accessKey();
    if (accessKey != null) {
      builder.credentialsProvider(
          StaticCredentialsProvider.create(
              AwsBasicCredentials.create(accessKey, requireNonNull(options.secretKey()))));
    }
    client = builder.build();
  }

  @Override
  public NotificationBatch receive(int maxObjects) throws IOException {
    Received received = new Received();
    boolean more = true;
    while (more && received.objects.size() < maxObjects) {
      // Only the first request waits for messages.
      int wait = received.requests == 0 ? WAIT_SECONDS : 0;
      List<Message> messages =
          await(
                  client.receiveMessage(
                      request ->
                          request
                              .queueUrl(queue)
                              .maxNumberOfMessages(MAX_MESSAGES)
                              .waitTimeSeconds(wait)),
                  "receive notifications")
              .messages();
      received.requests++;
      messages.forEach(received::add);
      more = !messages.isEmpty();
    }
    received.requests += deleteIrrelevant(received.irrelevant);
    if (received.malformed > 0) {
      LOG.warn(
          "Failed to parse {} notifications: {}: {}; they are left to the queue's redrive policy",
          received.malformed,
          queue,
          received.reason);
    }
    return new NotificationBatch(
        received.objects, received.ignored, received.malformed, received.requests);
  }

  private final class Received {
    private final List<NotifiedObject> objects = new ArrayList<>();
    private final List<String> irrelevant = new ArrayList<>();
    private int ignored;
    private int malformed;
    private int requests;
    private String reason = "";

    void add(Message message) {
      S3EventParser.ParsedMessage parsed = parser.parse(message.body(), message.receiptHandle());
      if (parsed instanceof WellFormed wellFormed) {
        objects.addAll(wellFormed.objects());
        ignored += wellFormed.ignored();
        if (wellFormed.objects().isEmpty()) {
          irrelevant.add(message.receiptHandle());
        }
      } else if (parsed instanceof Malformed first && malformed++ == 0) {
        reason = first.reason();
      }
    }
  }

  /** Ignores failures: undeleted messages are delivered and deleted again. */
  private int deleteIrrelevant(List<String> receipts) {
    try {
      return delete(receipts);
    } catch (IOException e) {
      LOG.warn("{}; they are delivered again", e.getMessage());
      return 1;
    }
  }

  @Override
  public void acknowledge(Collection<String> receipts) throws IOException {
    delete(receipts.stream().distinct().toList());
  }

  private int delete(List<String> receipts) throws IOException {
    int requests = 0;
    for (int from = 0; from < receipts.size(); from += MAX_MESSAGES) {
      List<DeleteMessageBatchRequestEntry> entries = new ArrayList<>();
      for (String receipt :
          receipts.subList(from, Math.min(from + MAX_MESSAGES, receipts.size()))) {
        entries.add(
            DeleteMessageBatchRequestEntry.builder()
                .id(Integer.toString(entries.size()))
                .receiptHandle(receipt)
                .build());
      }
      requests++;
      throwOnFailure(
          await(
                  client.deleteMessageBatch(request -> request.queueUrl(queue).entries(entries)),
                  "acknowledge notifications")
              .failed());
    }
    return requests;
  }

  /**
   * Ignores expired receipts, which SQS reports as sender faults: their messages are delivered
   * again.
   */
  private void throwOnFailure(List<BatchResultErrorEntry> failed) throws IOException {
    for (BatchResultErrorEntry each : failed) {
      if (!Boolean.TRUE.equals(each.senderFault())) {
        throw new IOException("Failed to acknowledge notifications: " + queue + ": " + each.code());
      }
    }
  }

  private <T> T await(CompletableFuture<T> call, String verb) throws IOException {
    try {
      return call.get();
    } catch (ExecutionException e) {
      Throwable cause = requireNonNull(e.getCause());
      throw new IOException("Failed to " + verb + ": " + queue + ": " + cause.getMessage(), cause);
    } catch (InterruptedException e) {
      call.cancel(true);
      Thread.currentThread().interrupt();
      throw new IOException("Interrupted while trying to " + verb + ": " + queue, e);
    }
  }

  @Override
  public void close() {
    client.close();
    threads
        .eventLoopGroup()
        .shutdownGracefully(0, MAX_CLOSE_MILLIS, TimeUnit.MILLISECONDS)
        .awaitUninterruptibly(MAX_CLOSE_MILLIS);
  }
}
