package dev.kcompact.cli.store;

import dev.kcompact.cli.home.Connection;
import dev.kcompact.cli.process.CommandException;
import dev.kcompact.contract.lake.LakeLayout;
import dev.kcompact.contract.location.StorageLocation;
import dev.kcompact.contract.table.TableCatalog;
import dev.kcompact.contract.topics.TopicTables;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;

/** Options for source, lake, definitions and S3. */
public final class StoreOptions {
  private static final String LOCAL_REGION = "us-east-1";

  @Spec(Spec.Target.MIXEE)
  private CommandSpec command = CommandSpec.create();

  @Option(
      names = "--source",
      paramLabel = "URI",
      converter = LocationConverter.class,
      description = "Root of the raw objects: s3: or file:.")
  private @Nullable StorageLocation source;

  @Option(
      names = "--lake",
      paramLabel = "URI",
      converter = LocationConverter.class,
      description = "Root of the lake: s3: or file:.")
  private @Nullable StorageLocation lake;

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
      description = "Endpoint of a local S3 server (default: AWS).")
  private @Nullable URI endpoint;

  private @Nullable Connection connection;

  /** Parses a directory; adds the trailing slash. */
  static final class LocationConverter implements ITypeConverter<StorageLocation> {
    @Override
    public StorageLocation convert(String text) {
      try {
        return StorageLocation.parseDirectory(text);
      } catch (IllegalArgumentException e) {
        throw new TypeConversionException(e.getMessage());
      }
    }
  }

  /** Whether a source or a lake is given. */
  public boolean isNamed() {
    return source != null || lake != null;
  }

  /** Rejects a command line without both source and lake. */
  public void requireNamed() {
    named(source, "--source");
    named(lake, "--lake");
  }

  /** Uses source, lake, endpoint and keys of a running stack. */
  public void connect(Connection stack) {
    source = stack.source();
    lake = stack.lake();
    endpoint = stack.s3();
    connection = stack;
  }

  public StorageLocation source() {
    return named(source, "--source");
  }

  public StorageLocation lake() {
    return named(lake, "--lake");
  }

  private StorageLocation named(@Nullable StorageLocation root, String option) {
    if (root == null) {
      throw new ParameterException(
          command.commandLine(), "Missing required option: '" + option + "=URI'");
    }
    return root;
  }

  /** The table definitions in {@code --tables}, or else in the lake. */
  public TableDefinitions definitions(ObjectStore openLake) {
    return tables == null ? TableDefinitions.in(openLake) : TableDefinitions.in(tables);
  }

  /** The table definitions in {@code --tables}, or else in the lake, if one is named. */
  public TableDefinitions definitions() {
    if (tables == null && lake == null) {
      throw new ParameterException(
          command.commandLine(), "Missing required option: '--tables=DIR'");
    }
    if (tables != null) {
      return TableDefinitions.in(tables);
    }
    try (ObjectStore openLake = open(lake())) {
      return TableDefinitions.in(openLake);
    }
  }

  /** The folder of the table definitions. */
  public Path tables() {
    if (tables == null) {
      throw new ParameterException(
          command.commandLine(), "Missing required option: '--tables=DIR'");
    }
    return tables;
  }

  /**
   * Returns the catalog with the tables that the job would give to the topics of a source now: by
   * the lake's document, if a lake is named.
   */
  public TableCatalog withTopics(TableCatalog declared, ObjectStore source) {
    if (declared.wildcards().isEmpty()) {
      return declared;
    }
    TopicTables known = TopicTables.NONE;
    if (lake != null) {
      try (ObjectStore openLake = open(lake)) {
        known = TopicDocument.read(openLake);
      }
    }
    return TopicDocument.expand(declared, known, source, lakeWithin(source.root()));
  }

  /** Whether a lake is given. */
  public boolean hasLake() {
    return lake != null;
  }

  /** Directories of the lake in a source, which have no raw objects; none if no lake is named. */
  public List<String> lakeWithin(StorageLocation root) {
    return lake == null ? List.of() : LakeLayout.directoriesIn(root, lake);
  }

  public Optional<URI> endpoint() {
    return Optional.ofNullable(endpoint);
  }

  /** Region and keys: of the stack, the environment, or the local servers, in this order. */
  public Connection.Access access() {
    return connection == null
        ? new Connection.Access(
            environment("AWS_REGION", LOCAL_REGION),
            environment("AWS_ACCESS_KEY_ID", "local"),
            environment("AWS_SECRET_ACCESS_KEY", "localsecret"))
        : connection.access();
  }

  private static String environment(String name, String otherwise) {
    String value = System.getenv(name);
    return value == null || value.isBlank() ? otherwise : value;
  }

  /** Opens a root; the caller closes it. */
  public ObjectStore open(StorageLocation root) {
    if (!root.isS3()) {
      if (root.equals(source) && !Files.isDirectory(root.toPath())) {
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
          .region(Region.of(access().region()))
          .forcePathStyle(true)
          .credentialsProvider(access().credentials());
    }
    return builder.build();
  }
}
