package dev.kcompact.cli.store;

import static software.amazon.awssdk.services.s3.model.EncodingType.URL;

import dev.kcompact.cli.process.CommandException;
import dev.kcompact.contract.lineage.SourceObject;
import dev.kcompact.contract.location.StorageLocation;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.S3Object;

/** Objects of a bucket. Closing it closes the client. */
public final class S3Store implements ObjectStore {
  /** Sorts after each name in a directory. */
  private static final String AFTER_ALL = new String(Character.toChars(Character.MAX_CODE_POINT));

  private final S3Client s3;
  private final StorageLocation root;
  private final String prefix;
  private final RequestCount requests = new RequestCount();

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
      contents(below).filter(S3Store::isNoFolderMarker).map(this::listed).forEach(taker);
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
                requests.listed();
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
    return contents(directory)
        .filter(S3Store::isNoFolderMarker)
        .map(object -> relative(object.key()));
  }

  private Stream<S3Object> contents(String below) {
    return s3
        .listObjectsV2Paginator(
            request -> request.bucket(root.bucket()).prefix(prefix + below).encodingType(URL))
        .stream()
        .peek(page -> requests.listed())
        .flatMap(page -> page.contents().stream());
  }

  @Override
  public Page page(PageRequest asked) {
    try {
      ListObjectsV2Response page =
          s3.listObjectsV2(
              request -> {
                request
                    .bucket(root.bucket())
                    .prefix(prefix + asked.prefix())
                    .maxKeys(asked.limit())
                    .encodingType(URL);
                if (asked.isLevel()) {
                  request.delimiter("/");
                }
                if (!asked.startAfter().isEmpty()) {
                  request.startAfter(prefix + asked.startAfter());
                }
              });
      requests.listed();
      return page(page);
    } catch (SdkException e) {
      throw new CommandException("Failed to list objects: " + root + asked.prefix(), e);
    }
  }

  private Page page(ListObjectsV2Response page) {
    List<S3Object> objects = page.contents();
    List<String> directories =
        page.commonPrefixes().stream().map(common -> relative(common.prefix())).toList();
    String next = "";
    if (Boolean.TRUE.equals(page.isTruncated())) {
      String lastObject = objects.isEmpty() ? "" : relative(objects.get(objects.size() - 1).key());
      String lastDirectory =
          directories.isEmpty() ? "" : directories.get(directories.size() - 1) + AFTER_ALL;
      next = lastObject.compareTo(lastDirectory) > 0 ? lastObject : lastDirectory;
    }
    return new Page(
        objects.stream().filter(S3Store::isNoFolderMarker).map(this::listed).toList(),
        directories,
        next);
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
  public byte[] read(SourceObject object, int maxBytes) {
    // A range of an empty object is an error.
    return get(object, object.size() > maxBytes ? "bytes=0-" + (maxBytes - 1) : null);
  }

  @Override
  public byte[] range(SourceObject object, long start, int length) {
    return get(object, "bytes=%d-%d".formatted(start, start + length - 1));
  }

  @Override
  public byte[] tail(SourceObject object, int length) {
    return get(object, "bytes=-" + length);
  }

  private byte[] get(SourceObject object, @Nullable String range) {
    try {
      requests.got();
      return s3.getObjectAsBytes(
              request -> request.bucket(root.bucket()).key(prefix + object.key()).range(range))
          .asByteArrayUnsafe();
    } catch (SdkException e) {
      throw new CommandException("Failed to read object: " + root + object.key(), e);
    }
  }

  @Override
  public RequestCount requests() {
    return requests;
  }

  @Override
  public void close() {
    s3.close();
  }
}
