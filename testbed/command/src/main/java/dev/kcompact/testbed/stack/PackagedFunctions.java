package dev.kcompact.testbed.stack;

import dev.kcompact.cli.home.WorkFolder;
import dev.kcompact.testbed.aws.AwsFront;
import dev.kcompact.testbed.lambda.LambdaHost;
import dev.kcompact.testbed.lambda.LambdaPackage;
import dev.kcompact.testbed.lambda.LambdaSettings;
import dev.kcompact.testbed.servicenow.ServiceNowReceiver;
import dev.kcompact.testbed.template.DeployedTemplate;
import dev.kcompact.testbed.template.DeployedTemplate.TemplateRequest;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;

/**
 * The packaged functions as in the deployment's template: its stack in a running moto, the Lambda
 * host, and the front that passes invocations to it.
 */
record PackagedFunctions(DeployedTemplate deployed, LambdaHost lambda, AwsFront front)
    implements AutoCloseable {
  private static final int CONCURRENCY = 2;
  private static final String STACK = "kcompact";

  /**
   * The functions' environment.
   *
   * @param endpoints addresses of all parts, including the front
   * @param seen addresses for the functions: the same, or proxies
   * @param moto the address of moto
   */
  record Environment(Endpoints endpoints, Endpoints seen, URI moto) {}

  /**
   * Creates the stack and starts host and front.
   *
   * @param python a Python with moto and AWS's SAM translator
   * @param memoryMib memory of all sandboxes together
   */
  static PackagedFunctions start(
      Checkout checkout, WorkFolder work, Path python, Environment around, int memoryMib)
      throws InterruptedException {
    DeployedTemplate deployed =
        DeployedTemplate.deploy(
            python,
            work.directory(),
            work.log("deploy"),
            template(checkout, around.seen(), around.moto()));
    LambdaHost lambda = host(checkout, work, around.seen(), memoryMib, deployed);
    try {
      AwsFront front =
          new AwsFront(around.endpoints().aws().getPort(), around.moto(), () -> lambda);
      return new PackagedFunctions(deployed, lambda, front);
    } catch (RuntimeException | Error e) {
      lambda.close();
      throw e;
    }
  }

  String stateMachine() {
    return deployed.physicalId("DailyStateMachine");
  }

  @Override
  public void close() {
    front.close();
    lambda.close();
  }

  private static TemplateRequest template(Checkout checkout, Endpoints seen, URI moto) {
    Map<String, String> parameters =
        Map.ofEntries(
            Map.entry("SourceBucket", Endpoints.SOURCE_BUCKET),
            Map.entry("CreateSourceBucket", "true"),
            Map.entry("LakeBucket", Endpoints.LAKE_BUCKET),
            Map.entry("GlueDatabasePrefix", Endpoints.GLUE_PREFIX),
            Map.entry("CodeBucket", "packaged"),
            Map.entry("JobJarKey", checkout.installation().jobJar().getFileName().toString()),
            Map.entry("AllowSourceCleanUp", "true"),
            Map.entry("KafkaBootstrapServers", seen.kafka()),
            Map.entry("KafkaSecurityProtocol", "PLAINTEXT"),
            Map.entry("ServiceNowUrl", seen.serviceNow().toString()),
            Map.entry("FinalizeMemory", Integer.toString(Memory.FINALIZE_MIB)));
    String secret =
        "{\"user\": \"%s\", \"password\": \"%s\"}"
            .formatted(ServiceNowReceiver.USER, ServiceNowReceiver.PASSWORD);
    return new TemplateRequest(
        checkout.template(), moto, Endpoints.REGION, STACK, parameters, secret);
  }

  private static LambdaHost host(
      Checkout checkout,
      WorkFolder work,
      Endpoints seen,
      int memoryMib,
      DeployedTemplate deployed) {
    Path folder = work.directory().resolve("lambda");
    Path code = folder.resolve("code");
    LambdaPackage.unpack(checkout.functionsZip(), code);
    Map<String, String> environment =
        Map.of(
            "AWS_ACCESS_KEY_ID",
            Endpoints.ACCESS_KEY,
            "AWS_SECRET_ACCESS_KEY",
            Endpoints.SECRET_KEY,
            "AWS_ENDPOINT_URL",
            seen.aws().toString(),
            "AWS_ENDPOINT_URL_S3",
            seen.s3().toString());
    LambdaSettings settings =
        new LambdaSettings(
            checkout.lambdaRuntime(),
            code,
            folder,
            work.directory().resolve("logs"),
            Endpoints.REGION,
            environment,
            "KCOMPACT_TMP",
            memoryMib);
    return new LambdaHost(
        settings,
        deployed.functions().stream()
            .map(function -> function.withConcurrency(CONCURRENCY))
            .toList());
  }
}
