package dev.kcompact.testbed.stack;

import dev.kcompact.cli.process.CommandException;
import dev.kcompact.cli.store.TableDefinitions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;

/** Uploads the configuration, as a deployment does. */
public final class Deployment {
  private static final List<String> FOLDERS = List.of("tables", "schemas", "sql");

  private Deployment() {}

  /** Uploads tables, schemas and SQL to the lake. */
  public static void uploadConfiguration(S3Client s3, Path configuration) {
    for (String folder : FOLDERS) {
      Path local = configuration.resolve(folder);
      // A configuration without domain tables has no SQL.
      if (!Files.isDirectory(local)) {
        continue;
      }
      try (Stream<Path> files = Files.list(local)) {
        for (Path file : files.filter(Files::isRegularFile).toList()) {
          String key = TableDefinitions.IN_LAKE + folder + "/" + file.getFileName();
          s3.putObject(
              put -> put.bucket(Endpoints.LAKE_BUCKET).key(key), RequestBody.fromFile(file));
        }
      } catch (IOException | SdkException e) {
        throw new CommandException("Failed to upload the configuration: " + configuration, e);
      }
    }
  }
}
