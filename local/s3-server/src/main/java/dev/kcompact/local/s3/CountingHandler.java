package dev.kcompact.local.s3;

import java.util.HashSet;
import java.util.Set;
import org.gaul.shaded.org.eclipse.jetty.http.HttpHeader;
import org.gaul.shaded.org.eclipse.jetty.io.Content;
import org.gaul.shaded.org.eclipse.jetty.server.Handler;
import org.gaul.shaded.org.eclipse.jetty.server.Request;
import org.gaul.shaded.org.eclipse.jetty.server.Response;
import org.gaul.shaded.org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/**
 * Counts what S3Proxy is asked, and answers with the counts itself: GET {@value #COUNTS_PATH} reads
 * them, DELETE resets them. No bucket can have that name, because a bucket's name holds no
 * underscore. Called by Jetty's threads.
 */
final class CountingHandler extends Handler.Wrapper {
  static final String COUNTS_PATH = "/_requests";

  private final RequestCounts counts;

  CountingHandler(RequestCounts counts, @Nullable Handler next) {
    super(next);
    this.counts = counts;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    String path = request.getHttpURI().getPath();
    if (path.equals(COUNTS_PATH)) {
      answer(request, response, callback);
      return true;
    }
    String agent = request.getHeaders().get(HttpHeader.USER_AGENT);
    boolean copies = request.getHeaders().contains("x-amz-copy-source");
    counts.add(
        agent == null ? "" : agent,
        RequestKind.of(
            request.getMethod(), path, parameters(request.getHttpURI().getQuery()), copies));
    return super.handle(request, response, callback);
  }

  private void answer(Request request, Response response, Callback callback) {
    if (request.getMethod().equals("DELETE")) {
      counts.reset();
    }
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/json");
    Content.Sink.write(response, true, counts.toJson(), callback);
  }

  private static Set<String> parameters(@Nullable String query) {
    Set<String> names = new HashSet<>();
    if (query != null) {
      for (String parameter : query.split("&")) {
        names.add(parameter.split("=", 2)[0]);
      }
    }
    return names;
  }
}
