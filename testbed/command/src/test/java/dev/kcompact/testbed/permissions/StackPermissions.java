package dev.kcompact.testbed.permissions;

import dev.kcompact.testbed.aws.PythonWithMoto;
import dev.kcompact.testbed.stack.Checkout;
import dev.kcompact.testbed.stack.Endpoints;
import dev.kcompact.testbed.stack.LocalStack;
import dev.kcompact.testbed.template.DeployedTemplate;
import dev.kcompact.testbed.template.DeployedTemplate.TemplateRequest;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The roles of a stack that has run, and those of the same stack with all of the template's
 * options.
 */
public final class StackPermissions {
  /** All options that add permissions to a role, but for keys, which TwoStacksIT checks. */
  private static final Map<String, String> ALL =
      Map.of(
          "NamePrefix", "other",
          "LakeBucket", Endpoints.LAKE_BUCKET,
          "CreateLakeBucket", "false",
          "CodeBucket", "packaged",
          "JobJarKey", "job.jar",
          "KafkaBootstrapServers", "127.0.0.1:1",
          "MskClusterArn", "arn:aws:kafka:us-east-1:123456789012:cluster/events/0-1",
          "NotificationQueueArn", "arn:aws:sqs:us-east-1:123456789012:news",
          "SubnetIds", "subnet-1,subnet-2");

  private static final Map<String, String> MORE =
      Map.of("SecurityGroupIds", "sg-1", "AllowSourceCleanUp", "true");

  private final Checkout checkout;
  private final LocalStack stack;
  private final RecordedCalls calls;
  private final Path work;

  /**
   * @param work an existing folder
   */
  public StackPermissions(Checkout checkout, LocalStack stack, RecordedCalls calls, Path work) {
    this.checkout = checkout;
    this.stack = stack;
    this.calls = calls;
    this.work = work;
  }

  /** Fails unless the roles allow exactly the recorded calls. */
  public void verify() throws IOException, InterruptedException {
    Path python = PythonWithMoto.find(checkout.python(), work.resolve("pip.log"));
    Set<Need> needs = new TreeSet<>(JobCalls.needs(stack.endpoints().s3Places()));
    calls.all().forEach(call -> needs.addAll(call.needs()));
    List<Grant> grants = Roles.of(python, stack.endpoints().aws(), "kcompact", work);
    List<Grant> all = new ArrayList<>(grants);
    all.addAll(withEveryOption(python));
    Permissions.assertExact(
        needs, all, Permissions.unasked(checkout.directory().resolve("docs/deploy.md")));
  }

  /**
   * The additional permissions of the options, under the function names of the stack that has run.
   */
  private List<Grant> withEveryOption(Path python) throws IOException, InterruptedException {
    Map<String, String> parameters = new HashMap<>(ALL);
    parameters.putAll(MORE);
    DeployedTemplate.deploy(
        python,
        work,
        work.resolve("other.log"),
        new TemplateRequest(
            checkout.template(),
            stack.endpoints().aws(),
            Endpoints.REGION,
            "other",
            parameters,
            "{}"));
    return Roles.of(python, stack.endpoints().aws(), "other", work).stream()
        .filter(grant -> grant.action().matches("(ec2|kafka-cluster|sqs):.*"))
        .map(
            grant ->
                new Grant(
                    grant.principal().replace("other-", "kcompact-"),
                    grant.action(),
                    grant.resource()))
        .toList();
  }
}
