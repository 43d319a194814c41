package dev.kcompact.testbed.faults;

import dev.kcompact.cli.home.WorkFolder;
import dev.kcompact.cli.ports.FreePorts;
import dev.kcompact.testbed.proxy.ApiLabels;
import dev.kcompact.testbed.proxy.ErrorDialect;
import dev.kcompact.testbed.proxy.FaultScript;
import dev.kcompact.testbed.proxy.HttpFaultProxy;
import dev.kcompact.testbed.proxy.KafkaFaultProxy;
import dev.kcompact.testbed.proxy.ProxiedRequest;
import dev.kcompact.testbed.proxy.RequestLabel;
import dev.kcompact.testbed.proxy.S3Labels;
import dev.kcompact.testbed.stack.Endpoints;
import dev.kcompact.testbed.stack.LocalStack.EndpointRedirect;
import dev.kcompact.testbed.stack.Servers;
import dev.kcompact.testbed.stack.StartedResources;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Proxies between the daily workflow's functions and S3, other AWS services, ServiceNow, and Kafka.
 * Not thread-safe; each proxy has its own threads.
 */
final class FunctionProxies implements EndpointRedirect, AutoCloseable {
  private static final String CLIENT = "functions";

  private final FaultScript script;
  private final StallTimes stalls;
  private final StartedResources resources = new StartedResources();
  private final int kafkaPort;
  private final Path broker;

  /**
   * @param work for the broker's properties
   */
  FunctionProxies(WorkFolder work, FaultScript script, StallTimes stalls) {
    this.script = script;
    this.stalls = stalls;
    this.kafkaPort = new FreePorts().next();
    this.broker = Servers.advertised(work, kafkaPort);
  }

  @Override
  public List<Path> brokerProperties() {
    return List.of(broker);
  }

  @Override
  public Endpoints redirect(Endpoints real) {
    int brokerPort = URI.create("kafka://" + real.kafka()).getPort();
    resources.add(new KafkaFaultProxy(kafkaPort, brokerPort, CLIENT, script, stalls.kafka()));
    return new Endpoints(
        http(real.s3(), ErrorDialect.XML, new S3Labels(Map.of("", CLIENT))::of, stalls.aws()),
        http(real.aws(), ErrorDialect.JSON, new ApiLabels(CLIENT)::ofAws, stalls.aws()),
        "127.0.0.1:" + kafkaPort,
        http(
            real.serviceNow(),
            ErrorDialect.REST,
            new ApiLabels(CLIENT)::ofServiceNow,
            stalls.serviceNow()));
  }

  private URI http(
      URI real,
      ErrorDialect dialect,
      Function<ProxiedRequest, RequestLabel> labels,
      Duration stall) {
    return resources.add(new HttpFaultProxy(real.getPort(), dialect, labels, script, stall)).uri();
  }

  @Override
  public void close() {
    resources.close();
  }

  /** Durations after which stalled requests are performed and their connections reset. */
  record StallTimes(Duration aws, Duration serviceNow, Duration kafka) {
    /** Shorter than the clients' timeouts. */
    static final StallTimes SHORT =
        new StallTimes(Duration.ofSeconds(3), Duration.ofSeconds(3), Duration.ofSeconds(3));

    /** Longer than the clients' timeouts: 30 s for AWS, 20 s for ServiceNow, 15 s for Kafka. */
    static final StallTimes BEYOND_CLIENT_TIMEOUTS =
        new StallTimes(Duration.ofSeconds(31), Duration.ofSeconds(21), Duration.ofSeconds(16));
  }
}
