package dev.kcompact.job.notify;

import static java.util.Objects.requireNonNull;

import dev.kcompact.contract.location.StorageLocation;
import dev.kcompact.job.notify.S3EventParser.Malformed;
import dev.kcompact.job.notify.S3EventParser.Understood;
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

/** S3's event notifications from an SQS queue, by the SDK's asynchronous client. */
final class SqsObjectNotifications implements ObjectNotifications {
  private static final Logger LOG = LoggerFactory.getLogger(SqsObjectNotifications.class);

  /** What SQS takes and gives at most in one request. */
  private static final int BATCH = 10;

  private static final int WAIT_SECONDS = 1;
  private static final Duration ATTEMPT = Duration.ofSeconds(10);
  private static final Duration CALL = Duration.ofSeconds(60);
  private static final long MOST_MILLIS_TO_CLOSE = 500;

  private final String queue;
  private final S3EventParser parser;
  private final SdkEventLoopGroup threads = SdkEventLoopGroup.builder().numberOfThreads(1).build();
  private final SqsAsyncClient client;

  /**
   * @param options whose region and credentials serve where the queue's URL and the environment do
   *     not tell
   */
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
  public Batch receive(int most) throws IOException {
    Taken taken = new Taken();
    boolean more = true;
    while (more && taken.objects.size() < most) {
      // Only the first request waits: the others fetch what is there.
      int wait = taken.requests == 0 ? WAIT_SECONDS : 0;
      List<Message> messages =
          await(
                  client.receiveMessage(
                      request ->
                          request.queueUrl(queue).maxNumberOfMessages(BATCH).waitTimeSeconds(wait)),
                  "receive notifications")
              .messages();
      taken.requests++;
      messages.forEach(taken::add);
      more = !messages.isEmpty();
    }
    taken.requests += forget(taken.ofNoInterest);
    if (taken.malformed > 0) {
      LOG.warn(
          "Notifications that cannot be read, left to the redrive policy of {}: {}, the first"
              + " because {}",
          queue,
          taken.malformed,
          taken.why);
    }
    return new Batch(taken.objects, taken.ignored, taken.malformed, taken.requests);
  }

  /** What one call has received so far. */
  private final class Taken {
    private final List<NotifiedObject> objects = new ArrayList<>();
    private final List<String> ofNoInterest = new ArrayList<>();
    private int ignored;
    private int malformed;
    private int requests;
    private String why = "";

    void add(Message message) {
      S3EventParser.Message says = parser.parse(message.body(), message.receiptHandle());
      if (says instanceof Understood understood) {
        objects.addAll(understood.objects());
        ignored += understood.ignored();
        if (understood.objects().isEmpty()) {
          ofNoInterest.add(message.receiptHandle());
        }
      } else if (says instanceof Malformed odd && malformed++ == 0) {
        why = odd.why();
      }
    }
  }

  /** What cannot be deleted now comes again, and is of no interest again. */
  private int forget(List<String> receipts) {
    try {
      return delete(receipts);
    } catch (IOException e) {
      LOG.warn("{}", e.getMessage());
      return 1;
    }
  }

  @Override
  public void acknowledge(Collection<String> receipts) throws IOException {
    delete(receipts.stream().distinct().toList());
  }

  private int delete(List<String> receipts) throws IOException {
    int requests = 0;
    for (int from = 0; from < receipts.size(); from += BATCH) {
      List<DeleteMessageBatchRequestEntry> entries = new ArrayList<>();
      for (String receipt : receipts.subList(from, Math.min(from + BATCH, receipts.size()))) {
        entries.add(
            DeleteMessageBatchRequestEntry.builder()
                .id(Integer.toString(entries.size()))
                .receiptHandle(receipt)
                .build());
      }
      requests++;
      refuse(
          await(
                  client.deleteMessageBatch(request -> request.queueUrl(queue).entries(entries)),
                  "acknowledge notifications")
              .failed());
    }
    return requests;
  }

  /** A receipt that has expired is the sender's fault, and no harm: its message comes again. */
  private void refuse(List<BatchResultErrorEntry> failed) throws IOException {
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
      throw new IOException("Interrupted while asked to " + verb + ": " + queue, e);
    }
  }

  @Override
  public void close() {
    client.close();
    threads
        .eventLoopGroup()
        .shutdownGracefully(0, MOST_MILLIS_TO_CLOSE, TimeUnit.MILLISECONDS)
        .awaitUninterruptibly(MOST_MILLIS_TO_CLOSE);
  }
}
