package dev.kcompact.testbed.stack;

import dev.kcompact.cli.ExitCode;
import dev.kcompact.cli.console.Console;
import dev.kcompact.cli.home.Connection;
import dev.kcompact.cli.home.WorkFolder;
import dev.kcompact.testbed.aws.PythonWithMoto;
import java.net.URI;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import software.amazon.awssdk.services.s3.S3Client;

/** Runs the packaged functions with servers that are already running. */
@Command(
    name = "functions",
    mixinStandardHelpOptions = true,
    description =
        "Creates the template's stack in a running moto, and runs the packaged functions as Lambda"
            + " does until it is stopped; for docker-compose.yml.",
    footer = {
      "",
      "Example: kcompact functions --port 9001 --moto http://moto:5000 --s3 http://s3:9000"
          + " --kafka kafka:9092 --servicenow http://servicenow:8088 --work /work"
    })
public final class FunctionsCommand implements Callable<Integer> {
  @Option(
      names = "--port",
      paramLabel = "N",
      required = true,
      description = "Port of the AWS endpoint on 127.0.0.1; must equal moto's MOTO_PORT.")
  private int port;

  @Option(names = "--moto", paramLabel = "URI", required = true, description = "Endpoint of moto.")
  private URI moto = URI.create("");

  @Option(names = "--s3", paramLabel = "URI", required = true, description = "Endpoint of S3.")
  private URI s3 = URI.create("");

  @Option(
      names = "--kafka",
      paramLabel = "HOST:PORT",
      required = true,
      description = "Bootstrap servers of Kafka.")
  private String kafka = "";

  @Option(
      names = "--servicenow",
      paramLabel = "URI",
      required = true,
      description = "Address of ServiceNow.")
  private URI serviceNow = URI.create("");

  @Option(
      names = "--memory",
      paramLabel = "MIB",
      description = "Memory of all sandboxes (default: ${DEFAULT-VALUE}).")
  private int memoryMib = Memory.FINALIZE_MIB;

  @Option(
      names = "--work",
      paramLabel = "DIR",
      required = true,
      description = "Folder for files and logs; other commands find the stack by it.")
  private Path work = Path.of("");

  private final Console console = Console.ofThisProcess();

  @Override
  public Integer call() throws Exception {
    Checkout checkout = Checkout.ofLauncher();
    Endpoints endpoints =
        new Endpoints(s3, URI.create("http://127.0.0.1:" + port), kafka, serviceNow);
    try (WorkFolder folder = WorkFolder.take(work);
        PackagedFunctions functions = start(checkout, folder, endpoints);
        S3Client client = AwsClients.s3(s3)) {
      Runtime.getRuntime().addShutdownHook(new Thread(functions::close, "stop-functions"));
      Deployment.uploadConfiguration(client, checkout.configuration());
      return stay(endpoints.connection(functions.stateMachine()), folder);
    }
  }

  private int stay(Connection connection, WorkFolder folder) throws Exception {
    try (AutoCloseable left = connection.writeTo(folder.directory())) {
      console.print("Functions ready at " + connection.aws() + ": " + connection.stateMachine());
      new CountDownLatch(1).await();
      return ExitCode.SUCCESS;
    }
  }

  private PackagedFunctions start(Checkout checkout, WorkFolder folder, Endpoints endpoints)
      throws InterruptedException {
    Path python = PythonWithMoto.find(checkout.python(), folder.log("pip"));
    return PackagedFunctions.start(
        checkout,
        folder,
        python,
        new PackagedFunctions.Environment(endpoints, endpoints, moto),
        memoryMib);
  }
}
