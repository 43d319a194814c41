package dev.kcompact.local.faults;

import dev.kcompact.local.ports.FreePorts;
import dev.kcompact.local.proxy.ApiLabels;
import dev.kcompact.local.proxy.AskedRequest;
import dev.kcompact.local.proxy.ErrorDialect;
import dev.kcompact.local.proxy.FaultScript;
import dev.kcompact.local.proxy.HttpFaultProxy;
import dev.kcompact.local.proxy.KafkaFaultProxy;
import dev.kcompact.local.proxy.RequestLabel;
import dev.kcompact.local.proxy.S3Labels;
import dev.kcompact.local.stack.Detour;
import dev.kcompact.local.stack.Endpoints;
import dev.kcompact.local.stack.Servers;
import dev.kcompact.local.stack.StartedParts;
import dev.kcompact.local.stack.WorkFolder;
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
