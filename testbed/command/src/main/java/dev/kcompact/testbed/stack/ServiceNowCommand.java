package dev.kcompact.testbed.stack;

import dev.kcompact.cli.ExitCode;
import dev.kcompact.cli.console.Console;
import dev.kcompact.testbed.servicenow.ServiceNowReceiver;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The receiver of incidents by itself, for a stack whose parts are containers. */
@Command(
    name = "servicenow",
    mixinStandardHelpOptions = true,
    description =
        "Receives incidents as ServiceNow's Table API does, and stays; for docker-compose.yml."
            + " Its root shows them all.")
public final class ServiceNowCommand implements Callable<Integer> {
  @Option(
      names = "--port",
      paramLabel = "N",
      required = true,
      description = "Port on 127.0.0.1; 0 takes a free one.")
  private int port;

  private final Console console = Console.ofThisProcess();

  @Override
  public Integer call() throws InterruptedException {
    try (ServiceNowReceiver receiver = new ServiceNowReceiver(port, InstantSource.system())) {
      console.print("ServiceNow receiver ready at " + receiver.uri());
      new CountDownLatch(1).await();
      return ExitCode.SUCCESS;
    }
  }
}
