package dev.kcompact.testbed.s3;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.gaul.shaded.org.eclipse.jetty.http.HttpHeader;
import org.gaul.shaded.org.eclipse.jetty.server.Handler;
import org.gaul.shaded.org.eclipse.jetty.server.Request;
import org.gaul.shaded.org.eclipse.jetty.server.Response;
import org.gaul.shaded.org.eclipse.jetty.util.Callback;
import org.gaul.shaded.org.eclipse.jetty.util.URIUtil;
import org.jspecify.annotations.Nullable;

/**
 * Answers GET and HEAD of one bucket's objects from its folder, without checking signatures:
 * S3Proxy would use more CPU than the clients that a benchmark compares. Other requests are passed
 * on. Called by Jetty's threads.
 */
final class DirectReads extends Handler.Wrapper {
  private static final int OK = 200;
  private static final int PARTIAL = 206;
  private static final Pattern RANGE = Pattern.compile("bytes=(\\d+)-(\\d*)");
  private static final DateTimeFormatter HTTP_DATE =
      DateTimeFormatter.RFC_1123_DATE_TIME.withZone(ZoneOffset.UTC);

  private final String bucket;
  private final Path folder;

  DirectReads(String bucket, Path folder, @Nullable Handler next) {
    super(next);
    this.bucket = "/" + bucket + "/";
    this.folder = folder.toAbsolutePath().normalize();
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    String path = request.getHttpURI().getPath();
    boolean reads = request.getMethod().equals("GET") || request.getMethod().equals("HEAD");
    if (!reads || !path.startsWith(bucket) || request.getHttpURI().getQuery() != null) {
      return super.handle(request, response, callback);
    }
    Path file = folder.resolve(URIUtil.decodePath(path.substring(bucket.length()))).normalize();
    if (!file.startsWith(folder) || !Files.isRegularFile(file)) {
      return super.handle(request, response, callback);
    }
    answer(request, response, callback, file);
    return true;
  }

  private static void answer(Request request, Response response, Callback callback, Path file)
      throws IOException {
    byte[] content;
    try {
      content = Files.readAllBytes(file);
    } catch (NoSuchFileException deletedMeanwhile) {
      Response.writeError(request, response, callback, 404);
      return;
    }
    var headers = response.getHeaders();
    headers.put(HttpHeader.ETAG, '"' + FolderIndex.md5(content) + '"');
    headers.put(
        HttpHeader.LAST_MODIFIED, HTTP_DATE.format(Files.getLastModifiedTime(file).toInstant()));
    int from = 0;
    int to = content.length;
    String range = request.getHeaders().get(HttpHeader.RANGE);
    Matcher asked = RANGE.matcher(range == null ? "" : range);
    response.setStatus(OK);
    if (asked.matches() && Long.parseLong(asked.group(1)) < content.length) {
      from = Integer.parseInt(asked.group(1));
      String last = asked.group(2);
      to = last.isEmpty() ? to : (int) Math.min(to, Long.parseLong(last) + 1);
      headers.put(
          HttpHeader.CONTENT_RANGE, "bytes " + from + "-" + (to - 1) + "/" + content.length);
      response.setStatus(PARTIAL);
    }
    headers.put(HttpHeader.CONTENT_LENGTH, to - from);
    boolean body = request.getMethod().equals("GET");
    response.write(
        true, body ? ByteBuffer.wrap(content, from, to - from) : ByteBuffer.allocate(0), callback);
  }
}
