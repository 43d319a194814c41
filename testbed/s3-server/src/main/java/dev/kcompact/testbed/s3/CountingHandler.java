package dev.kcompact.testbed.s3;

import java.util.function.Supplier;
import org.gaul.shaded.org.eclipse.jetty.http.HttpHeader;
import org.gaul.shaded.org.eclipse.jetty.io.Content;
import org.gaul.shaded.org.eclipse.jetty.server.Handler;
import org.gaul.shaded.org.eclipse.jetty.server.Request;
import org.gaul.shaded.org.eclipse.jetty.server.Response;
import org.gaul.shaded.org.eclipse.jetty.util.Callback;
import org.gaul.shaded.org.eclipse.jetty.util.Fields;
import org.jspecify.annotations.Nullable;

/**
 * Counts S3Proxy's requests and serves the counts: GET {@value #COUNTS_PATH} returns the requests,
 * those of one bucket with {@code ?bucket=NAME}, GET {@value #PLACES_PATH} the kinds of requests by
 * folder, GET {@value #BYTES_PATH} the written bytes; DELETE resets them. No bucket can have these
 * names, because bucket names have no underscore. Called by Jetty's threads.
 */
final class CountingHandler extends Handler.Wrapper {
  static final String COUNTS_PATH = "/_requests";

  static final String BYTES_PATH = "/_bytes";

  static final String PLACES_PATH = "/_places";

  private final RequestCounts counts;
  private final WrittenBytes written;
  private final RequestPlaces places = new RequestPlaces();

  CountingHandler(RequestCounts counts, WrittenBytes written, @Nullable Handler next) {
    super(next);
    this.counts = counts;
    this.written = written;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    String path = request.getHttpURI().getPath();
    Fields parameters = Request.extractQueryParameters(request);
    if (path.equals(COUNTS_PATH)) {
      String bucket = parameters.getValue("bucket");
      answer(request, response, callback, counts::reset, () -> counts.toJson(bucket));
      return true;
    }
    if (path.equals(PLACES_PATH)) {
      answer(request, response, callback, places::reset, places::toJson);
      return true;
    }
    if (path.equals(BYTES_PATH)) {
      answer(request, response, callback, written::reset, written::toJson);
      return true;
    }
    String agent = request.getHeaders().get(HttpHeader.USER_AGENT);
    boolean copies = request.getHeaders().contains("x-amz-copy-source");
    RequestKind kind = RequestKind.of(request.getMethod(), path, parameters.getNames(), copies);
    String client = agent == null ? "" : agent;
    counts.add(client, path, kind);
    places.add(RequestCounts.client(client), kind, path);
    written.add(
        RequestCounts.client(client),
        kind,
        request.getHeaders().get("x-amz-decoded-content-length"),
        request.getHeaders().get(HttpHeader.CONTENT_LENGTH));
    return super.handle(request, response, callback);
  }

  private static void answer(
      Request request,
      Response response,
      Callback callback,
      Runnable reset,
      Supplier<String> json) {
    if (request.getMethod().equals("DELETE")) {
      reset.run();
    }
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/json");
    Content.Sink.write(response, true, json.get(), callback);
  }
}
