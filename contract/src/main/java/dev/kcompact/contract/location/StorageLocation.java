package dev.kcompact.contract.location;

import static java.util.Objects.requireNonNull;

import java.io.Serializable;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Location of an object or a directory of objects: {@code s3://bucket/key} or {@code file:///path}.
 * The text is literal: no character is decoded or encoded, so a space, a percent sign, a question
 * mark or a number sign means itself, as in an S3 key.
 *
 * @param bucket name of the S3 bucket; empty for a file
 * @param path S3 key without a leading slash, empty for the bucket itself; absolute path of a file.
 *     A directory ends with a slash
 */
public record StorageLocation(Scheme scheme, String bucket, String path) implements Serializable {

  public enum Scheme {
    S3,
    FILE
  }

  private static final String EXPECTED = "write s3://bucket/prefix/ or file:///folder/";
  private static final Pattern SCHEME =
      Pattern.compile("([A-Za-z][A-Za-z0-9+.-]*):.*", Pattern.DOTALL);

  /** Includes names that AWS allowed before 2018: upper case, underscores, up to 255 characters. */
  private static final Pattern BUCKET =
      Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{1,253}[A-Za-z0-9]");

  public StorageLocation {
    requireNonNull(scheme, "scheme is null");
    requireNonNull(bucket, "bucket is null");
    requireNonNull(path, "path is null");
    String text = format(scheme, bucket, path);
    check(
        path.chars().noneMatch(Character::isISOControl), "location has a control character", text);
    if (scheme == Scheme.S3) {
      check(!bucket.isEmpty(), "location names no bucket, " + EXPECTED, text);
      check(BUCKET.matcher(bucket).matches(), "location has no valid bucket name", text);
      check(
          !("/" + path + "/").matches("(?s).*/\\.\\.?/.*"),
          "location has a segment '.' or '..', which S3 clients do not agree about",
          text);
    } else {
      check(bucket.isEmpty(), "location of a file has a bucket", text);
      check(
          path.startsWith("/"), "location of a file is not absolute, write file:///folder/", text);
    }
  }

  /** Throws {@link IllegalArgumentException} with a one-line reason that shows the text. */
  public static StorageLocation parse(String text) {
    requireNonNull(text, "location is null");
    check(!text.isBlank(), "location is empty, " + EXPECTED, text);
    var matcher = SCHEME.matcher(text);
    check(matcher.matches(), "location has no scheme, " + EXPECTED, text);
    String rest = text.substring(matcher.end(1) + 1);
    return switch (matcher.group(1)) {
      case "s3" -> parseS3(rest, text);
      case "file" -> parseFile(rest, text);
      case "s3a", "s3n" ->
          throw malformed("location has a scheme of Hadoop, write s3:// instead", text);
      default -> throw malformed("location is neither s3: nor file:, " + EXPECTED, text);
    };
  }

  private static StorageLocation parseS3(String rest, String text) {
    check(rest.startsWith("//"), "location of S3 does not start with s3://", text);
    int slash = rest.indexOf('/', 2);
    return slash < 0
        ? new StorageLocation(Scheme.S3, rest.substring(2), "")
        : new StorageLocation(Scheme.S3, rest.substring(2, slash), rest.substring(slash + 1));
  }

  private static StorageLocation parseFile(String rest, String text) {
    boolean hasAuthority = rest.startsWith("//");
    String path = hasAuthority ? rest.substring(2) : rest;
    check(
        !hasAuthority || path.isEmpty() || path.startsWith("/"),
        "location of a file names a host, write file:///folder/",
        text);
    return ofFile(path, text);
  }

  private static StorageLocation ofFile(String path, String text) {
    check(path.startsWith("/"), "location of a file is not absolute, write file:///folder/", text);
    check(path.indexOf('\0') < 0, "location has a control character", text);
    String normal = Path.of(path).normalize().toString();
    return new StorageLocation(
        Scheme.FILE, "", path.endsWith("/") && !normal.endsWith("/") ? normal + "/" : normal);
  }

  /** Parses the location of a directory, with or without its final slash. */
  public static StorageLocation parseDirectory(String text) {
    return parse(text).asDirectory();
  }

  /** Returns the location of a local folder, with a slash at its end. */
  public static StorageLocation ofFolder(Path folder) {
    String path = folder.toAbsolutePath().normalize().toString();
    return ofFile(path, path).asDirectory();
  }

  /** Returns this location with a final slash; a bucket already is a directory. */
  public StorageLocation asDirectory() {
    return isDirectory() ? this : new StorageLocation(scheme, bucket, path + "/");
  }

  /** Whether the location is a bucket or ends with a slash. */
  public boolean isDirectory() {
    return path.isEmpty() || path.endsWith("/");
  }

  public boolean isS3() {
    return scheme == Scheme.S3;
  }

  public Path toPath() {
    if (isS3()) {
      throw new IllegalStateException("location is not a file: " + this);
    }
    return Path.of(path);
  }

  /** Returns the location of a key that is relative to this directory. */
  public StorageLocation resolve(String key) {
    if (!isDirectory()) {
      throw new IllegalStateException("location is not a directory: " + this);
    }
    return new StorageLocation(scheme, bucket, path + key);
  }

  /** Returns the key of a location relative to this directory; empty if it is not below it. */
  public Optional<String> relativize(StorageLocation other) {
    return isDirectory()
            && scheme == other.scheme
            && bucket.equals(other.bucket)
            && other.path.startsWith(path)
        ? Optional.of(other.path.substring(path.length()))
        : Optional.empty();
  }

  /** Returns {@code s3://bucket/key} or {@code file:///path}; {@link #parse} reads it. */
  @Override
  public String toString() {
    return format(scheme, bucket, path);
  }

  private static String format(Scheme scheme, String bucket, String path) {
    return scheme == Scheme.S3 ? "s3://" + bucket + "/" + path : "file://" + path;
  }

  private static void check(boolean holds, String message, String text) {
    if (!holds) {
      throw malformed(message, text);
    }
  }

  private static IllegalArgumentException malformed(String message, String text) {
    String shown =
        text.codePoints()
            .collect(StringBuilder::new, StorageLocation::append, StringBuilder::append)
            .toString();
    return new IllegalArgumentException(message + ": '" + shown + "'");
  }

  /** Keeps the message on one line. */
  private static void append(StringBuilder out, int character) {
    if (Character.isISOControl(character)) {
      out.append(String.format("\\u%04x", character));
    } else {
      out.appendCodePoint(character);
    }
  }
}
