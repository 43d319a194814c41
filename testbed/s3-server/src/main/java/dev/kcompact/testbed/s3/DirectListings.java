package dev.kcompact.testbed.s3;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeSet;
import org.gaul.shaded.org.eclipse.jetty.http.HttpHeader;
import org.gaul.shaded.org.eclipse.jetty.server.Handler;
import org.gaul.shaded.org.eclipse.jetty.server.Request;
import org.gaul.shaded.org.eclipse.jetty.server.Response;
import org.gaul.shaded.org.eclipse.jetty.util.Callback;
import org.gaul.shaded.org.eclipse.jetty.util.Fields;
import org.jspecify.annotations.Nullable;

/**
 * Answers ListObjectsV2 of one bucket from an index of its folder. S3Proxy reads the folder again
 * for each page, which takes seconds where S3 takes milliseconds. Other requests are passed on, and
 * writes invalidate the index. Called by Jetty's threads.
 */
final class DirectListings extends Handler.Wrapper {
  private final String bucket;
  private final FolderIndex index;

  DirectListings(String bucket, Path folder, @Nullable Handler next) {
    super(next);
    this.bucket = bucket;
    this.index = new FolderIndex(folder);
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    String path = request.getHttpURI().getPath();
    String query = request.getHttpURI().getQuery();
    boolean ofBucket = path.equals("/" + bucket) || path.equals("/" + bucket + "/");
    if (ofBucket
        && request.getMethod().equals("GET")
        && query != null
        && query.contains("list-type=2")) {
      byte[] page = page(Request.extractQueryParameters(request)).getBytes(UTF_8);
      response.setStatus(200);
      response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/xml");
      response.getHeaders().put(HttpHeader.CONTENT_LENGTH, page.length);
      response.write(true, ByteBuffer.wrap(page), callback);
      return true;
    }
    if (path.startsWith("/" + bucket) && !request.getMethod().equals("GET")) {
      Request.addCompletionListener(request, failure -> index.becomeStale());
    }
    return super.handle(request, response, callback);
  }

  private String page(Fields asked) throws Exception {
    NavigableMap<String, FolderIndex.Entry> objects = index.objects();
    String prefix = value(asked, "prefix");
    String delimiter = value(asked, "delimiter");
    ListingPage page =
        new ListingPage(bucket, prefix, !value(asked, "encoding-type").isEmpty(), most(asked));
    String after = after(asked);
    TreeSet<String> folders = new TreeSet<>();
    String from = after.compareTo(prefix) < 0 ? prefix : after;
    for (Map.Entry<String, FolderIndex.Entry> object :
        objects.tailMap(from, !from.equals(after)).entrySet()) {
      String key = object.getKey();
      if (!key.startsWith(prefix)) {
        break;
      }
      int slash = delimiter.isEmpty() ? -1 : key.indexOf(delimiter, prefix.length());
      String folder = slash < 0 ? null : key.substring(0, slash + delimiter.length());
      if (folder != null && (folders.contains(folder) || after.startsWith(folder))) {
        continue;
      }
      if (page.isFull()) {
        return page.truncated();
      }
      if (folder == null) {
        page.object(key, object.getValue());
      } else {
        folders.add(folder);
        page.folder(folder);
      }
    }
    return page.last();
  }

  private static int most(Fields asked) {
    String most = value(asked, "max-keys");
    return most.isEmpty() ? 1000 : Math.min(1000, Integer.parseInt(most));
  }

  /** A token is the last key of the previous page. */
  private static String after(Fields asked) {
    String token = value(asked, "continuation-token");
    return token.isEmpty()
        ? value(asked, "start-after")
        : new String(Base64.getUrlDecoder().decode(token), UTF_8);
  }

  private static String value(Fields asked, String name) {
    String value = asked.getValue(name);
    return value == null ? "" : value;
  }
}
