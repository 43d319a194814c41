package dev.kcompact.testbed.stack;

import dev.kcompact.cli.home.Endpoints;
import dev.kcompact.cli.process.CommandException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;

/** Puts in place what a deployment uploads: the configuration. */
public final class Deployment {
  /** Below the lake, where job and functions read the table definitions. */
  public static final String CONFIGURATION_PREFIX = "_kcompact/conf/";

  private static final List<String> FOLDERS = List.of("tables", "schemas", "sql");

  private Deployment() {}

  /** Uploads tables, schemas and SQL to the lake. */
  public static void uploadConfiguration(S3Client s3, Path configuration) {
    for (String folder : FOLDERS) {
      try (Stream<Path> files = Files.list(configuration.resolve(folder))) {
        for (Path file : files.filter(Files::isRegularFile).toList()) {
          String key = CONFIGURATION_PREFIX + folder + "/" + file.getFileName();
          s3.putObject(
              put -> put.bucket(Endpoints.LAKE_BUCKET).key(key), RequestBody.fromFile(file));
        }
      } catch (IOException | SdkException e) {
        throw new CommandException("Failed to upload the configuration: " + configuration, e);
      }
    }
  }
}
