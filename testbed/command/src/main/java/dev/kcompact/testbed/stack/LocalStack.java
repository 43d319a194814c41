package dev.kcompact.testbed.stack;

import dev.kcompact.cli.home.WorkFolder;
import dev.kcompact.cli.job.FlinkJob;
import dev.kcompact.cli.job.FlinkJobSettings;
import dev.kcompact.cli.job.JobProperties;
import dev.kcompact.cli.ports.FreePorts;
import dev.kcompact.cli.store.TableDefinitions;
import dev.kcompact.contract.location.StorageLocation;
import dev.kcompact.testbed.aws.MotoServer;
import dev.kcompact.testbed.aws.PythonWithMoto;
import dev.kcompact.testbed.lambda.LambdaHost;
import dev.kcompact.testbed.servicenow.ServiceNowReceiver;
import dev.kcompact.testbed.template.DeployedTemplate;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * The complete local system except the job: S3, Kafka, moto with its front, the Lambda host with
 * the packaged functions, the state machine, and the ServiceNow receiver.
 */
public final class LocalStack implements AutoCloseable {
  private final Checkout checkout;
  private final WorkFolder work;
  private final FreePorts ports = new FreePorts();
  private final StartedResources resources = new StartedResources();
  private final Endpoints endpoints;
  private final ServiceNowReceiver serviceNow;
  private final PackagedFunctions functions;

  private LocalStack(
      Checkout checkout, WorkFolder work, EndpointRedirect redirect, Path configuration)
      throws InterruptedException {
    this.checkout = checkout;
    this.work = work;
    try {
      int s3 = ports.next();
      int kafka = ports.next();
      int controller = ports.next();
      int moto = ports.next();
      int front = ports.next();
      // Checked first, so that a missing Python fails before servers start.
      Path python = PythonWithMoto.find(checkout.python(), work.log("pip"));
      resources.addAll(
          List.of(
              () -> Servers.s3(checkout, work, s3),
              () -> Servers.kafka(checkout, work, kafka, controller, redirect.brokerProperties()),
              () -> MotoServer.start(python, work.directory(), work.log("moto"), moto, front)));
      serviceNow = resources.add(new ServiceNowReceiver(0, InstantSource.system()));
      endpoints =
          new Endpoints(loopback(s3), loopback(front), "127.0.0.1:" + kafka, serviceNow.uri());
      functions =
          resources.add(
              PackagedFunctions.start(
                  checkout,
                  work,
                  python,
                  new PackagedFunctions.Environment(
                      endpoints, redirect.redirect(endpoints), loopback(moto)),
                  Memory.LAMBDA_MIB));
      try (S3Client client = AwsClients.s3(endpoints.s3())) {
        Deployment.uploadConfiguration(client, configuration);
      }
    } catch (RuntimeException | Error | InterruptedException e) {
      resources.close();
      throw e;
    }
  }

  /**
   * Starts everything and returns when it is ready.
   *
   * @param work folder for data and logs; not closed with the stack
   * @throws dev.kcompact.cli.process.CommandException if a part does not start; the others are then
   *     stopped
   */
  public static LocalStack start(Checkout checkout, WorkFolder work) throws InterruptedException {
    return start(checkout, work, EndpointRedirect.NONE);
  }

  /**
   * @param redirect puts proxies between the functions and the servers
   */
  public static LocalStack start(Checkout checkout, WorkFolder work, EndpointRedirect redirect)
      throws InterruptedException {
    return new LocalStack(checkout, work, redirect, checkout.configuration());
  }

  /**
   * @param configuration folder of the definitions, in place of the checkout's
   */
  public static LocalStack start(Checkout checkout, WorkFolder work, Path configuration)
      throws InterruptedException {
    return new LocalStack(checkout, work, EndpointRedirect.NONE, configuration);
  }

  public Endpoints endpoints() {
    return endpoints;
  }

  public LambdaHost lambda() {
    return functions.lambda();
  }

  public ServiceNowReceiver serviceNow() {
    return serviceNow;
  }

  public String stateMachine() {
    return functions.stateMachine();
  }

  /** The resources of the deployment's template. */
  public DeployedTemplate deployed() {
    return functions.deployed();
  }

  /** Lets other commands find the stack by its work folder, until it is closed. */
  public void announce() {
    resources.add(endpoints.connection(stateMachine()).writeTo(work.directory()));
  }

  /** The deployment's job properties with the stack's endpoints; a modifiable copy. */
  public JobProperties jobProperties() {
    Path deployed = checkout.configuration().resolve("job").resolve("application_properties.json");
    return JobProperties.read(deployed)
        .put("kcompact", "source", "s3://" + Endpoints.SOURCE_BUCKET + "/")
        .put("kcompact", "lake", "s3://" + Endpoints.LAKE_BUCKET + "/")
        .put("kcompact", "tables", tables())
        .s3(endpoints.s3(), Endpoints.ACCESS)
        .put("kafka", "bootstrap.servers", endpoints.kafka())
        .put("kafka", "producer.security.protocol", "PLAINTEXT");
  }

  /** Starts the streaming job on the stack; it must be stopped before the stack. */
  public FlinkJob startJob(JobProperties properties, int parallelism, Duration checkpointInterval)
      throws InterruptedException {
    Path directory = work.directory().resolve("job");
    Path file = properties.write(directory.resolve("application_properties.json"));
    Map<String, String> plugin = FlinkJobSettings.s3Plugin(endpoints.s3(), Endpoints.ACCESS);
    StorageLocation checkpoints = StorageLocation.ofFolder(directory.resolve("checkpoints"));
    FlinkJobSettings settings =
        new FlinkJobSettings(
            parallelism,
            checkpointInterval,
            checkpoints,
            file,
            StorageLocation.parse("s3://" + Endpoints.LAKE_BUCKET + "/"),
            plugin);
    return resources.add(
        FlinkJob.start(
            checkout.installation(), settings, directory, work.log("flink"), ports.next()));
  }

  /** Stops everything in reverse order. */
  @Override
  public void close() {
    resources.close();
  }

  private static String tables() {
    return "s3://" + Endpoints.LAKE_BUCKET + "/" + TableDefinitions.IN_LAKE;
  }

  private static URI loopback(int port) {
    return URI.create("http://127.0.0.1:" + port);
  }

  /** Sends the functions to proxies in front of the servers. */
  public interface EndpointRedirect {
    EndpointRedirect NONE = real -> real;

    /**
     * Returns the endpoints for the functions. Called once, when S3, Kafka and the ServiceNow
     * receiver are up.
     *
     * @param real the servers' endpoints
     */
    Endpoints redirect(Endpoints real);

    /** The file of additional properties of the Kafka broker; at most one. */
    default List<Path> brokerProperties() {
      return List.of();
    }
  }
}
