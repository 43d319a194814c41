package dev.kcompact.testbed.permissions;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.core.interceptor.SdkExecutionAttribute;
import software.amazon.awssdk.services.s3.model.DeleteObjectsRequest;
import software.amazon.awssdk.services.s3.model.ObjectIdentifier;

/**
 * Records every AWS call of a function in a file next to this class's jar. The SDK loads it through
 * a resource of that jar, which is packed with the functions only in a test.
 */
public final class CallRecorder implements ExecutionInterceptor {
  private static final List<String> PLACES =
      List.of("Bucket", "Key", "DatabaseName", "TableName", "Name", "executionArn", "SecretId");

  /** Requests that create a resource contain its name. */
  private static final List<String> INPUTS = List.of("DatabaseInput", "TableInput");

  private static final int NO_ANSWER = 0;
  private static final int OK = 200;

  @Override
  public void afterExecution(Context.AfterExecution context, ExecutionAttributes attributes) {
    record(context.request(), attributes, OK);
  }

  @Override
  public void onExecutionFailure(Context.FailedExecution context, ExecutionAttributes attributes) {
    Throwable failure = context.exception();
    int status = failure instanceof AwsServiceException answer ? answer.statusCode() : NO_ANSWER;
    record(context.request(), attributes, status);
  }

  private static void record(SdkRequest request, ExecutionAttributes attributes, int status) {
    boolean isConditional = field(request, "IfMatch").isPresent();
    List<String> places = new ArrayList<>();
    if (request instanceof DeleteObjectsRequest delete) {
      for (ObjectIdentifier object : delete.delete().objects()) {
        isConditional |= object.eTag() != null;
        places.add(delete.bucket() + "/" + object.key());
      }
    } else {
      places.add(place(request));
    }
    for (String place : places) {
      append(
          String.join(
              "\t",
              String.valueOf(System.getenv("AWS_LAMBDA_FUNCTION_NAME")),
              attributes.getAttribute(SdkExecutionAttribute.SERVICE_NAME),
              attributes.getAttribute(SdkExecutionAttribute.OPERATION_NAME),
              Integer.toString(status),
              Boolean.toString(isConditional),
              place));
    }
  }

  private static String place(SdkRequest request) {
    Stream<String> named = PLACES.stream().flatMap(name -> field(request, name).stream());
    Stream<String> made =
        INPUTS.stream()
            .flatMap(name -> value(request, name).stream())
            .flatMap(input -> field((SdkPojo) input, "Name").stream());
    return String.join("/", Stream.concat(named, made).toList());
  }

  private static Optional<String> field(SdkPojo request, String name) {
    return value(request, name)
        .flatMap(value -> value instanceof String text ? Optional.of(text) : Optional.empty());
  }

  /** The operation's name in the service's API. */
  private static Optional<Object> value(SdkPojo request, String name) {
    return request.sdkFields().stream()
        .filter(field -> field.locationName().equals(name) || field.memberName().equals(name))
        .flatMap(field -> Stream.ofNullable(field.getValueOrDefault(request)))
        .map(Object.class::cast)
        .findFirst();
  }

  private static synchronized void append(String line) {
    try {
      Path folder = Files.createDirectories(folder(CallRecorder.class));
      Files.writeString(
          folder.resolve(ProcessHandle.current().pid() + ".tsv"),
          line + "\n",
          StandardOpenOption.CREATE,
          StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException("Failed to record a call", e);
    }
  }

  /** Next to the folder {@code lib} of the functions' code. */
  static Path folder(Class<?> packed) {
    try {
      Path jar = Path.of(packed.getProtectionDomain().getCodeSource().getLocation().toURI());
      return parent(parent(jar)).resolve("calls");
    } catch (URISyntaxException e) {
      throw new IllegalStateException("The recorder's jar has no path", e);
    }
  }

  private static Path parent(@Nullable Path path) {
    Path parent = path == null ? null : path.getParent();
    if (parent == null) {
      throw new IllegalStateException("The recorder must stand in the folder lib of the code");
    }
    return parent;
  }
}
