package dev.kcompact.testbed.faults;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kcompact.cli.home.WorkFolder;
import dev.kcompact.contract.lineage.EntityTag;
import dev.kcompact.testbed.aws.MotoServer;
import dev.kcompact.testbed.aws.PythonWithMoto;
import dev.kcompact.testbed.proxy.ApiLabels;
import dev.kcompact.testbed.proxy.ErrorDialect;
import dev.kcompact.testbed.proxy.FaultScript;
import dev.kcompact.testbed.proxy.HttpFaultProxy;
import dev.kcompact.testbed.sample.ObjectSink;
import dev.kcompact.testbed.stack.AwsClients;
import dev.kcompact.testbed.stack.Checkout;
import dev.kcompact.testbed.stack.Endpoints;
import dev.kcompact.testbed.stack.StartedResources;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/**
 * Queues in moto's SQS that notify jobs of new objects, behind a proxy. Not thread-safe; its sinks
 * are.
 */
final class ObjectQueues implements AutoCloseable {
  /** Longer than the job waits, which is 10 s. */
  private static final Duration STALL = Duration.ofSeconds(11);

  private static final String VISIBILITY_SECONDS = "5";

  private final ObjectMapper mapper = new ObjectMapper();
  private final StartedResources resources = new StartedResources();
  private final SqsClient sqs;
  private final URI proxy;

  /** Starts moto on a port. */
  ObjectQueues(Checkout checkout, WorkFolder work, int port, FaultScript script)
      throws InterruptedException {
    try {
      MotoServer moto =
          resources.add(
              MotoServer.start(
                  PythonWithMoto.find(checkout.python(), work.log("pip")),
                  work.directory(),
                  work.log("moto"),
                  port,
                  port));
      ApiLabels labels = new ApiLabels("job");
      proxy =
          resources
              .add(new HttpFaultProxy(port, ErrorDialect.JSON, labels::ofAws, script, STALL))
              .uri();
      sqs = resources.add(AwsClients.sqs(moto.uri()));
    } catch (RuntimeException | Error | InterruptedException e) {
      close();
      throw e;
    }
  }

  /**
   * @return the queue's URL
   */
  URI create(String name) {
    return URI.create(
        sqs.createQueue(
                request ->
                    request
                        .queueName(name)
                        .attributes(
                            Map.of(QueueAttributeName.VISIBILITY_TIMEOUT, VISIBILITY_SECONDS)))
            .queueUrl());
  }

  /** The queue's URL through the proxy, for the job. */
  URI proxied(URI queue) {
    return proxy.resolve(queue.getPath());
  }

  /** A sink that notifies a queue of each written object, as S3 does. */
  ObjectSink notifying(ObjectSink sink, String prefix, URI queue) {
    return (key, content) -> {
      sink.put(key, content);
      String message = event(prefix + key, content);
      try {
        sqs.sendMessage(send -> send.queueUrl(queue.toString()).messageBody(message));
      } catch (SdkException e) {
        throw new IOException("Failed to send the notification of an object: " + queue, e);
      }
    };
  }

  private String event(String key, byte[] content) {
    ObjectNode root = mapper.createObjectNode();
    ObjectNode event = root.putArray("Records").addObject();
    event.put("eventTime", Instant.now().toString()).put("eventName", "ObjectCreated:Put");
    ObjectNode s3 = event.putObject("s3");
    s3.putObject("bucket").put("name", Endpoints.SOURCE_BUCKET);
    s3.putObject("object")
        .put("key", URLEncoder.encode(key, UTF_8))
        .put("size", content.length)
        .put("eTag", HexFormat.of().formatHex(EntityTag.md5().digest(content)));
    return root.toString();
  }

  @Override
  public void close() {
    resources.close();
  }
}
