package dev.kcompact.job.store;

import static java.util.Objects.requireNonNull;

import java.io.Serializable;
import java.net.URI;

/**
 * Where a tree of objects begins: {@code s3://bucket/}, {@code s3://bucket/prefix/} or {@code
 * file:///folder/}. Keys are relative to it.
 *
 * @param uri with a slash at the end
 */
public record Root(URI uri) implements Serializable {
  public Root {
    requireNonNull(uri, "uri is null");
    if (!"s3".equals(uri.getScheme()) && !"file".equals(uri.getScheme())) {
      throw new IllegalArgumentException("root is neither s3:// nor file://: " + uri);
    }
    if ("s3".equals(uri.getScheme()) && uri.getAuthority() == null) {
      throw new IllegalArgumentException("root names no bucket: " + uri);
    }
    if (!uri.getPath().endsWith("/")) {
      throw new IllegalArgumentException("root does not end with a slash: " + uri);
    }
  }

  /**
   * @throws IllegalArgumentException if {@code text} is no such URI
   */
  public static Root parse(String text) {
    return new Root(URI.create(text.endsWith("/") ? text : text + "/"));
  }

  public boolean isS3() {
    return "s3".equals(uri.getScheme());
  }

  /** Bucket of an {@code s3:} root. */
  public String bucket() {
    return requireNonNull(uri.getAuthority(), "no bucket");
  }

  /** What stands before every key in the bucket; empty, or with a slash at the end. */
  public String prefix() {
    return uri.getPath().substring(1);
  }

  /** The whole name of an object, for people. */
  public String locate(String key) {
    return uri + key;
  }

  @Override
  public String toString() {
    return uri.toString();
  }
}
