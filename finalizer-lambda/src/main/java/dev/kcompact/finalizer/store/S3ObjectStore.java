package dev.kcompact.finalizer.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static software.amazon.awssdk.services.s3.model.EncodingType.URL;

import dev.kcompact.contract.location.StorageLocation;
import dev.kcompact.finalizer.failure.RetryableException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.DeleteObjectsResponse;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.ObjectIdentifier;
import software.amazon.awssdk.services.s3.model.S3Error;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.S3Object;
import software.amazon.awssdk.services.s3.model.Tag;

/** Objects of a bucket below a prefix. */
final class S3ObjectStore implements ObjectStore {
  private static final int MAX_DELETES = 1000;
  private static final int PARALLEL_TAGS = 16;
  private static final int PRECONDITION_FAILED = 412;

  /** Error codes of an object with another entity tag, or that is being written. */
  private static final Set<String> CHANGED =
      Set.of("PreconditionFailed", "ConditionalRequestConflict");

  private final S3Client s3;
  private final S3BodyReader bodies;
  private final StorageLocation root;
  private final String bucket;
  private final String prefix;

  S3ObjectStore(S3Client s3, S3BodyReader bodies, StorageLocation root) {
    this.s3 = s3;
    this.bodies = bodies;
    this.root = root;
    this.bucket = root.bucket();
    this.prefix = root.path();
  }

  @Override
  public StorageLocation root() {
    return root;
  }

  @Override
  public List<StoredObject> list(String below, Predicate<StoredObject> isWanted) {
    return call(
        "list objects",
        below,
        () -> {
          List<StoredObject> found = new ArrayList<>();
          s3
              .listObjectsV2Paginator(
                  list -> list.bucket(bucket).prefix(prefix + below).encodingType(URL))
              .contents()
              .stream()
              .map(this::stored)
              .filter(isWanted)
              .forEach(found::add);
          found.sort(Comparator.comparing(StoredObject::key));
          return found;
        });
  }

  @Override
  public Folder folder(String directory) {
    return call(
        "list objects",
        directory,
        () -> {
          List<StoredObject> objects = new ArrayList<>();
          List<String> directories = new ArrayList<>();
          s3.listObjectsV2Paginator(
                  list ->
                      list.bucket(bucket)
                          .prefix(prefix + directory)
                          .delimiter("/")
                          .encodingType(URL))
              .forEach(
                  page -> {
                    page.contents().forEach(object -> objects.add(stored(object)));
                    page.commonPrefixes().forEach(each -> directories.add(relative(each.prefix())));
                  });
          return new Folder(objects, directories);
        });
  }

  @Override
  public Stream<String> keys(String directory) {
    return Stream.<Optional<ListObjectsV2Response>>iterate(
            Optional.of(page(directory, null)),
            Optional::isPresent,
            page ->
                page.map(ListObjectsV2Response::nextContinuationToken)
                    .map(token -> page(directory, token)))
        .flatMap(page -> page.orElseThrow().contents().stream())
        .map(this::stored)
        .filter(object -> !object.isFolderMarker())
        .map(StoredObject::key);
  }

  private ListObjectsV2Response page(String directory, @Nullable String token) {
    return call(
        "list objects",
        directory,
        () ->
            s3.listObjectsV2(
                list ->
                    list.bucket(bucket)
                        .prefix(prefix + directory)
                        .continuationToken(token)
                        .encodingType(URL)));
  }

  private String relative(String key) {
    return key.substring(prefix.length());
  }

  StoredObject stored(S3Object object) {
    return new StoredObject(
        relative(object.key()),
        // Not every S3 server lists entity tags.
        object.eTag() == null ? "" : object.eTag().replace("\"", ""),
        object.size(),
        object.lastModified());
  }

  @Override
  public Optional<String> text(String key) {
    return call(
        "read object",
        key,
        () -> {
          try {
            byte[] bytes = bodies.get(get(key).build(), InputStream::readAllBytes);
            return Optional.of(new String(bytes, UTF_8));
          } catch (NoSuchKeyException none) {
            return Optional.empty();
          }
        });
  }

  @Override
  public byte[] tail(String key, int length) {
    return call(
        "read the end of object",
        key,
        () -> bodies.get(get(key).range("bytes=-" + length).build(), InputStream::readAllBytes));
  }

  private GetObjectRequest.Builder get(String key) {
    return GetObjectRequest.builder().bucket(bucket).key(prefix + key);
  }

  @Override
  public void download(StoredObject object, Path file) {
    new S3Download(bodies, bucket, prefix, object).to(file);
  }

  @Override
  public void put(String key, String text) {
    call(
        "write object",
        key,
        () ->
            s3.putObject(
                put -> put.bucket(bucket).key(prefix + key).contentType("application/json"),
                RequestBody.fromString(text, UTF_8)));
  }

  @Override
  public void upload(Path file, String key) {
    call(
        "upload object",
        key,
        () ->
            s3.putObject(put -> put.bucket(bucket).key(prefix + key), RequestBody.fromFile(file)));
  }

  @Override
  public void delete(Collection<String> keys) {
    delete(keys.stream().map(key -> ObjectIdentifier.builder().key(prefix + key).build()).toList());
  }

  @Override
  public List<String> deleteUnchanged(Collection<StoredObject> objects) {
    return delete(
            objects.stream()
                .map(o -> ObjectIdentifier.builder().key(prefix + o.key()).eTag(o.etag()).build())
                .toList())
        .stream()
        .map(key -> key.substring(prefix.length()))
        .toList();
  }

  /** Returns the keys whose condition does not hold. */
  private List<String> delete(List<ObjectIdentifier> all) {
    List<String> changed = new ArrayList<>();
    List<ObjectIdentifier> objects = all.stream().filter(object -> isXml(object.key())).toList();
    all.stream()
        .filter(object -> !isXml(object.key()))
        .filter(object -> !deleteAlone(object))
        .forEach(object -> changed.add(object.key()));
    for (int from = 0; from < objects.size(); from += MAX_DELETES) {
      List<ObjectIdentifier> some =
          objects.subList(from, Math.min(from + MAX_DELETES, objects.size()));
      DeleteObjectsResponse answer =
          call(
              "delete objects",
              some.get(0).key(),
              () -> s3.deleteObjects(d -> d.bucket(bucket).delete(list -> list.objects(some))));
      for (S3Error error : answer.errors()) {
        if (!CHANGED.contains(error.code())) {
          throw new RetryableException(
              "Failed to delete object: s3://" + bucket + "/" + error.key() + ", " + error.code());
        }
        changed.add(error.key());
      }
    }
    return changed;
  }

  /** Whether the body of a request can name a key: XML has no control characters. */
  private static boolean isXml(String key) {
    return key.chars().allMatch(c -> c >= ' ' && c < '\ufffe');
  }

  private boolean deleteAlone(ObjectIdentifier object) {
    return call(
        "delete object",
        relative(object.key()),
        () -> {
          try {
            s3.deleteObject(one -> one.bucket(bucket).key(object.key()).ifMatch(object.eTag()));
            return true;
          } catch (S3Exception e) {
            if (e.statusCode() == PRECONDITION_FAILED) {
              return false;
            }
            throw e;
          }
        });
  }

  @Override
  public void tag(Collection<StoredObject> objects, String name, String value) {
    List<Callable<Boolean>> tasks = new ArrayList<>();
    objects.forEach(object -> tasks.add(() -> tag(object.key(), name, value)));
    ParallelTasks.all("tag objects: " + root(), PARALLEL_TAGS, tasks);
  }

  /** S3 replaces all tags at once, so existing tags are written again. */
  private boolean tag(String key, String name, String value) {
    return call(
        "tag object",
        key,
        () -> {
          List<Tag> tags =
              new ArrayList<>(
                  s3.getObjectTagging(get -> get.bucket(bucket).key(prefix + key)).tagSet());
          tags.removeIf(tag -> tag.key().equals(name));
          tags.add(Tag.builder().key(name).value(value).build());
          s3.putObjectTagging(
              put -> put.bucket(bucket).key(prefix + key).tagging(all -> all.tagSet(tags)));
          return true;
        });
  }

  private <T> T call(String verb, String key, Supplier<T> request) {
    try {
      return request.get();
    } catch (SdkException e) {
      throw new RetryableException("Failed to " + verb + ": " + locationOf(key), e);
    }
  }
}
