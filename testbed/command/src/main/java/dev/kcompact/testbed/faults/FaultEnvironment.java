package dev.kcompact.testbed.faults;

import dev.kcompact.cli.home.WorkFolder;
import dev.kcompact.cli.job.FlinkJobSettings;
import dev.kcompact.cli.job.JobProperties;
import dev.kcompact.cli.ports.FreePorts;
import dev.kcompact.cli.store.TableDefinitions;
import dev.kcompact.testbed.cluster.ClusterOptions;
import dev.kcompact.testbed.cluster.StandaloneCluster;
import dev.kcompact.testbed.proxy.ErrorDialect;
import dev.kcompact.testbed.proxy.FaultScript;
import dev.kcompact.testbed.proxy.HttpFaultProxy;
import dev.kcompact.testbed.proxy.KafkaFaultProxy;
import dev.kcompact.testbed.proxy.S3Labels;
import dev.kcompact.testbed.stack.AwsClients;
import dev.kcompact.testbed.stack.Checkout;
import dev.kcompact.testbed.stack.Deployment;
import dev.kcompact.testbed.stack.Endpoints;
import dev.kcompact.testbed.stack.Servers;
import dev.kcompact.testbed.stack.StartedResources;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * S3, Kafka and a Flink cluster in separate processes that can be killed, with proxies between the
 * job and S3 and Kafka. Checks access S3 directly. Not thread-safe.
 */
final class FaultEnvironment implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(FaultEnvironment.class);

  /** Slots of the TaskManager: two for the job, one for a second job. */
  private static final int SLOTS = 3;

  /** Longer than the timeouts of the job and the plugin. */
  private static final Duration STALL = Duration.ofSeconds(3);

  private static final String TIMEOUT = "2s";

  private final Checkout checkout;
  private final StartedResources resources = new StartedResources();
  private final URI s3Endpoint;
  private final String kafkaEndpoint;
  private final RestartedServer s3;
  private final RestartedServer kafka;
  private final HttpFaultProxy s3Proxy;
  private final ObjectQueues queues;
  private final StandaloneCluster cluster;

  /** Starts everything except the job. */
  FaultEnvironment(Checkout checkout, WorkFolder work, FaultScript script)
      throws InterruptedException {
    this.checkout = checkout;
    FreePorts ports = new FreePorts();
    int s3Port = ports.next();
    int kafkaPort = ports.next();
    int advertised = ports.next();
    int controller = ports.next();
    int moto = ports.next();
    try {
      s3Endpoint = URI.create("http://127.0.0.1:" + s3Port);
      // The broker advertises the proxy's address.
      kafkaEndpoint = "127.0.0.1:" + advertised;
      s3 = resources.add(new RestartedServer(() -> Servers.s3(checkout, work, s3Port)));
      resources.add(new KafkaFaultProxy(advertised, kafkaPort, "job", script, STALL));
      List<Path> properties = List.of(Servers.advertised(work, advertised));
      kafka =
          resources.add(
              new RestartedServer(
                  () -> Servers.kafka(checkout, work, kafkaPort, controller, properties)));
      S3Labels labels =
          new S3Labels(
              Map.of("kcompact-job", "job", FlinkJobSettings.SINK_APPLICATION, "file sink"));
      s3Proxy =
          resources.add(new HttpFaultProxy(s3Port, ErrorDialect.XML, labels::of, script, STALL));
      queues = resources.add(new ObjectQueues(checkout, work, moto, script));
      try (S3Client client = s3Client()) {
        Deployment.uploadConfiguration(client, checkout.configuration());
      }
      cluster =
          resources.add(
              StandaloneCluster.start(
                  checkout,
                  work.directory().resolve("cluster"),
                  new ClusterOptions(SLOTS, flink()),
                  1));
    } catch (RuntimeException | Error | InterruptedException e) {
      close();
      throw e;
    }
  }

  private Map<String, String> flink() {
    Map<String, String> flink =
        new HashMap<>(FlinkJobSettings.s3Plugin(s3Proxy.uri(), Endpoints.ACCESS));
    flink.put("fs.s3a.connection.timeout", "2000");
    flink.put("fs.s3a.connection.establish.timeout", "2000");
    flink.put("fs.s3a.retry.interval", "200ms");
    flink.put("fs.s3a.retry.throttle.interval", "200ms");
    flink.put("heartbeat.interval", "1s");
    flink.put("heartbeat.timeout", "5s");
    return flink;
  }

  /** The job's properties for a separate lake and source. */
  JobProperties properties(String episode) {
    return JobProperties.read(checkout.configuration().resolve("job/application_properties.json"))
        .put("kcompact", "source", "s3://" + Endpoints.SOURCE_BUCKET + "/" + episode)
        .put("kcompact", "lake", "s3://" + Endpoints.LAKE_BUCKET + "/" + episode)
        .put("kcompact", "tables", "s3://" + Endpoints.LAKE_BUCKET + "/" + TableDefinitions.IN_LAKE)
        .put("kcompact", "poll-interval", "300ms")
        .put("kcompact", "poll-interval.max", "1s")
        .put("kcompact", "group.max-wait", "1s")
        .put("kcompact", "lease.duration", "6s")
        .put("kcompact", "fetch.timeout", TIMEOUT)
        .put("kcompact", "fetch.total-timeout", "60s")
        .s3(s3Proxy.uri(), Endpoints.ACCESS)
        .put("kafka", "bootstrap.servers", kafkaEndpoint)
        .put("kafka", "dead-letter.topic", deadLetterTopic(episode))
        .put("kafka", "parking.topic", deadLetterTopic(episode) + ".parked")
        .put("kafka", "producer.security.protocol", "PLAINTEXT")
        .put("kafka", "producer.request.timeout.ms", "3000");
  }

  /** The topic of an episode's dead letters. */
  static String deadLetterTopic(String episode) {
    return "kcompact.dead-letters." + episode.replace("/", "");
  }

  /** Queues that can notify jobs of objects. */
  ObjectQueues queues() {
    return queues;
  }

  StandaloneCluster cluster() {
    return cluster;
  }

  String kafka() {
    return kafkaEndpoint;
  }

  /** A client without proxy; the caller closes it. */
  S3Client s3Client() {
    return AwsClients.s3(s3Endpoint);
  }

  /** Kills a process; all except the JobManager restart automatically. */
  void kill(FaultStep.Kill kill) throws InterruptedException {
    LOG.info("{}", kill.target().label());
    switch (kill.target()) {
      case TASK_MANAGER -> {
        cluster.killTaskManager();
        cluster.startTaskManager();
      }
      case JOB_MANAGER -> cluster.killJobManager();
      case KAFKA -> kafka.kill(kill.downMillis());
      case S3 -> s3.kill(kill.downMillis());
    }
  }

  /** Waits until the killed servers are up again. */
  void awaitServers() {
    s3.await();
    kafka.await();
  }

  /** Folder of the job's table definitions. */
  Path configuration() {
    return checkout.configuration();
  }

  @Override
  public void close() {
    resources.close();
  }
}
