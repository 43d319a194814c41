package dev.kcompact.testbed.faults;

import dev.kcompact.cli.home.WorkFolder;
import dev.kcompact.cli.ports.FreePorts;
import dev.kcompact.testbed.proxy.ApiLabels;
import dev.kcompact.testbed.proxy.AskedRequest;
import dev.kcompact.testbed.proxy.ErrorDialect;
import dev.kcompact.testbed.proxy.FaultScript;
import dev.kcompact.testbed.proxy.HttpFaultProxy;
import dev.kcompact.testbed.proxy.KafkaFaultProxy;
import dev.kcompact.testbed.proxy.RequestLabel;
import dev.kcompact.testbed.proxy.S3Labels;
import dev.kcompact.testbed.stack.Detour;
import dev.kcompact.testbed.stack.Endpoints;
import dev.kcompact.testbed.stack.Servers;
import dev.kcompact.testbed.stack.StartedParts;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Proxies between the daily workflow's functions and S3, the rest of AWS, ServiceNow, and Kafka.
 * Belongs to one thread; each proxy has threads of its own.
 */
final class FunctionsDetour implements Detour, AutoCloseable {
  private static final String CLIENT = "functions";

  private final FaultScript script;
  private final Stalls stalls;
  private final StartedParts parts = new StartedParts();
  private final int kafkaPort;
  private final Path broker;

  /**
   * @param work where the broker's properties are written
   */
  FunctionsDetour(WorkFolder work, FaultScript script, Stalls stalls) {
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
  public Endpoints of(Endpoints real) {
    int brokerPort = URI.create("kafka://" + real.kafka()).getPort();
    parts.add(new KafkaFaultProxy(kafkaPort, brokerPort, CLIENT, script, stalls.kafka()));
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
      URI real, ErrorDialect dialect, Function<AskedRequest, RequestLabel> labels, Duration stall) {
    return parts.add(new HttpFaultProxy(real.getPort(), dialect, labels, script, stall)).uri();
  }

  @Override
  public void close() {
    parts.close();
  }
}
