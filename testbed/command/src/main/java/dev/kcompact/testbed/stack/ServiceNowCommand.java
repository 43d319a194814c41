package dev.kcompact.testbed.stack;

import dev.kcompact.cli.ExitCode;
import dev.kcompact.cli.console.Console;
import dev.kcompact.testbed.servicenow.ServiceNowReceiver;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Runs only the receiver of incidents, for a stack in containers. */
@Command(
    name = "servicenow",
    mixinStandardHelpOptions = true,
    description =
        "Receives incidents as ServiceNow's Table API does; for docker-compose.yml. Runs until"
            + " stopped. GET / lists all incidents.",
    footer = {"", "Example: kcompact servicenow --port 8088"})
public final class ServiceNowCommand implements Callable<Integer> {
  @Option(
      names = "--port",
      paramLabel = "N",
      required = true,
      description = "Port on 127.0.0.1; 0 for any free port.")
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
