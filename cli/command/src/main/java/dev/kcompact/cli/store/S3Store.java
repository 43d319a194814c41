package dev.kcompact.cli.store;

import static software.amazon.awssdk.services.s3.model.EncodingType.URL;

import dev.kcompact.cli.process.CommandException;
import dev.kcompact.contract.lineage.SourceObject;
import dev.kcompact.contract.location.StorageLocation;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Object;

/** Objects of a bucket. Closing it closes the client. */
public final class S3Store implements ObjectStore {
  private final S3Client s3;
  private final StorageLocation root;
  private final String prefix;

  /**
   * @param root a bucket, or a directory in it
   */
  public S3Store(S3Client s3, StorageLocation root) {
    this.s3 = s3;
    this.root = root.asDirectory();
    this.prefix = this.root.path();
  }

  @Override
  public StorageLocation root() {
    return root;
  }

  @Override
  public void each(String below, Consumer<Listed> taker) {
    try {
      s3
          .listObjectsV2Paginator(
              request -> request.bucket(root.bucket()).prefix(prefix + below).encodingType(URL))
          .contents()
          .stream()
          .filter(S3Store::isNoFolderMarker)
          .map(this::listed)
          .forEach(taker);
    } catch (SdkException e) {
      throw new CommandException("Failed to list objects: " + root + below, e);
    }
  }

  @Override
  public Level level(String directory) {
    List<String> keys = new ArrayList<>();
    List<String> directories = new ArrayList<>();
    try {
      s3.listObjectsV2Paginator(
              request ->
                  request
                      .bucket(root.bucket())
                      .prefix(prefix + directory)
                      .delimiter("/")
                      .encodingType(URL))
          .forEach(
              page -> {
                page.contents().stream()
                    .filter(S3Store::isNoFolderMarker)
                    .forEach(object -> keys.add(relative(object.key())));
                page.commonPrefixes().forEach(common -> directories.add(relative(common.prefix())));
              });
    } catch (SdkException e) {
      throw new CommandException("Failed to list objects: " + root + directory, e);
    }
    return new Level(keys, directories);
  }

  /** Requests each further page only when the stream reaches it. */
  @Override
  public Stream<String> keys(String directory) {
    return s3
        .listObjectsV2Paginator(
            request -> request.bucket(root.bucket()).prefix(prefix + directory).encodingType(URL))
        .contents()
        .stream()
        .filter(S3Store::isNoFolderMarker)
        .map(object -> relative(object.key()));
  }

  /** Consoles create empty objects as folders. */
  private static boolean isNoFolderMarker(S3Object object) {
    return object.size() > 0 || !object.key().endsWith("/");
  }

  private String relative(String key) {
    return key.substring(prefix.length());
  }

  private Listed listed(S3Object object) {
    String key = relative(object.key());
    // s3proxy returns no ETag while it assembles a multipart upload.
    String etag = object.eTag() == null ? "" : object.eTag().replace("\"", "");
    return new Listed(new SourceObject(key, etag, object.size()), object.lastModified());
  }

  @Override
  public byte[] tail(SourceObject object, int length) {
    try {
      return s3.getObjectAsBytes(
              request ->
                  request
                      .bucket(root.bucket())
                      .key(prefix + object.key())
                      .range("bytes=-" + length))
          .asByteArrayUnsafe();
    } catch (SdkException e) {
      throw new CommandException("Failed to read object: " + root + object.key(), e);
    }
  }

  @Override
  public void close() {
    s3.close();
  }
}
