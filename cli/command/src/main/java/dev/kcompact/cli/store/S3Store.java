package dev.kcompact.cli.store;

import dev.kcompact.cli.process.CommandException;
import dev.kcompact.contract.lineage.SourceObject;
import java.net.URI;
import java.util.List;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Object;

/** Objects of a bucket. The client is the caller's and closed with this. */
public final class S3Store implements ObjectStore {
  private final S3Client s3;
  private final URI root;
  private final String prefix;

  /**
   * @param root {@code s3://bucket/} or {@code s3://bucket/prefix/}
   */
  public S3Store(S3Client s3, URI root) {
    this.s3 = s3;
    this.root = root;
    this.prefix = root.getPath().substring(1);
  }

  @Override
  public URI root() {
    return root;
  }

  @Override
  public List<Listed> list(String below) {
    try {
      return s3
          .listObjectsV2Paginator(
              request -> request.bucket(root.getAuthority()).prefix(prefix + below))
          .contents()
          .stream()
          .filter(object -> !object.key().endsWith("/"))
          .map(this::listed)
          .toList();
    } catch (SdkException e) {
      throw new CommandException("Failed to list objects: " + root + below, e);
    }
  }

  private Listed listed(S3Object object) {
    String key = object.key().substring(prefix.length());
    // s3proxy names none while it still puts the parts of an upload together.
    String etag = object.eTag() == null ? "" : object.eTag().replace("\"", "");
    return new Listed(new SourceObject(key, etag, object.size()), object.lastModified());
  }

  @Override
  public byte[] tail(SourceObject object, int length) {
    try {
      return s3.getObjectAsBytes(
              request ->
                  request
                      .bucket(root.getAuthority())
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
