package dev.kcompact.cli.store;

import dev.kcompact.cli.home.Connection;
import dev.kcompact.cli.process.CommandException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;

/** The options that name source, lake, definitions and S3. */
public final class StoreOptions {
  private static final String ROOT = "a URI such as s3://bucket/ or file:///folder/";
  private static final String LOCAL_REGION = "us-east-1";

  @Spec(Spec.Target.MIXEE)
  private CommandSpec command = CommandSpec.create();

  @Option(
      names = "--source",
      paramLabel = "URI",
      converter = RootConverter.class,
      description = "Root of the raw objects: s3: or file:.")
  private @Nullable URI source;

  @Option(
      names = "--lake",
      paramLabel = "URI",
      converter = RootConverter.class,
      description = "Root of the lake: s3: or file:.")
  private @Nullable URI lake;

  @Option(
      names = "--tables",
      paramLabel = "DIR",
      description =
          "Folder of the definitions, with tables/, schemas/, sql/ (default: _kcompact/conf/ in the"
              + " lake).")
  private @Nullable Path tables;

  @Option(
      names = "--s3-endpoint",
      paramLabel = "URI",
      description = "Endpoint of a local S3 server; without it AWS.")
  private @Nullable URI endpoint;

  private @Nullable Connection connection;

  /** Roots as both parts of a command want them: with a slash at the end. */
  static final class RootConverter implements ITypeConverter<URI> {
    @Override
    public URI convert(String text) {
      try {
        URI uri = URI.create(text.endsWith("/") ? text : text + "/");
        boolean named = "s3".equals(uri.getScheme()) && uri.getAuthority() != null;
        if (named || ("file".equals(uri.getScheme()) && uri.getPath() != null)) {
          return uri;
        }
      } catch (IllegalArgumentException malformed) {
        throw new TypeConversionException("'" + text + "' is malformed; expected " + ROOT);
      }
      throw new TypeConversionException(
          "'" + text + "' is neither s3: nor file:; expected " + ROOT);
    }
  }

  /** Whether a source or a lake is named. */
  public boolean isNamed() {
    return source != null || lake != null;
  }

  /**
   * Refuses a command line that does not name both.
   *
   * @throws ParameterException naming the option that is missing
   */
  public void requireNamed() {
    named(source, "--source");
    named(lake, "--lake");
  }

  /** Takes source, lake, endpoint and keys of a running stack. */
  public void connect(Connection stack) {
    source = stack.source();
    lake = stack.lake();
    endpoint = stack.s3();
    connection = stack;
  }

  public URI source() {
    return named(source, "--source");
  }

  public URI lake() {
    return named(lake, "--lake");
  }

  private URI named(@Nullable URI root, String option) {
    if (root == null) {
      throw new ParameterException(
          command.commandLine(), "Missing required option: '" + option + "=URI'");
    }
    return root;
  }

  /**
   * The table definitions: those of {@code --tables}, or those that the lake holds.
   *
   * @throws CommandException if there are none in either place
   */
  public TableDefinitions definitions(ObjectStore openLake) {
    return tables == null ? TableDefinitions.in(openLake) : TableDefinitions.in(tables);
  }

  public Optional<URI> endpoint() {
    return Optional.ofNullable(endpoint);
  }

  /** Where the environment names none, the one of the local servers. */
  public String region() {
    return connection == null
        ? environment("AWS_REGION", LOCAL_REGION)
        : connection.access().region();
  }

  /** Access key for a local server. */
  public String accessKey() {
    return connection == null
        ? environment("AWS_ACCESS_KEY_ID", "local")
        : connection.access().accessKey();
  }

  /** Secret key for a local server. */
  public String secretKey() {
    return connection == null
        ? environment("AWS_SECRET_ACCESS_KEY", "localsecret")
        : connection.access().secretKey();
  }

  private static String environment(String name, String otherwise) {
    String value = System.getenv(name);
    return value == null || value.isBlank() ? otherwise : value;
  }

  /**
   * Opens a root; the caller closes it.
   *
   * @throws CommandException if a source's folder is not there
   */
  public ObjectStore open(URI root) {
    if ("file".equals(root.getScheme())) {
      if (root.equals(source) && !Files.isDirectory(Path.of(root))) {
        throw new CommandException(
            "No such folder: " + root + "; name the root of the raw objects");
      }
      return new FileStore(root);
    }
    return new S3Store(client(), root);
  }

  private S3Client client() {
    S3ClientBuilder builder =
        S3Client.builder()
            .httpClientBuilder(Apache5HttpClient.builder())
            .overrideConfiguration(config -> config.appId("kcompact-local"));
    if (endpoint != null) {
      builder
          .endpointOverride(endpoint)
          .region(Region.of(region()))
          .forcePathStyle(true)
          .credentialsProvider(
              StaticCredentialsProvider.create(
                  AwsBasicCredentials.create(accessKey(), secretKey())));
    }
    return builder.build();
  }
}
