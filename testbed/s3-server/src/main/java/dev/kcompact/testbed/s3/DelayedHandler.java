package dev.kcompact.testbed.s3;

import java.util.concurrent.TimeUnit;
import org.gaul.shaded.org.eclipse.jetty.server.Handler;
import org.gaul.shaded.org.eclipse.jetty.server.Request;
import org.gaul.shaded.org.eclipse.jetty.server.Response;
import org.gaul.shaded.org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/**
 * Holds every request back for some time, as a network would, without holding a thread: hundreds
 * may wait at once. Called by Jetty's threads.
 */
final class DelayedHandler extends Handler.Wrapper {
  private static final int NOT_FOUND = 404;

  private final int millis;

  DelayedHandler(int millis, @Nullable Handler next) {
    super(next);
    if (millis < 1) {
      throw new IllegalArgumentException("millis is not positive: " + millis);
    }
    this.millis = millis;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    request
        .getComponents()
        .getScheduler()
        .schedule(
            () ->
                request
                    .getComponents()
                    .getExecutor()
                    .execute(() -> goOn(request, response, callback)),
            millis,
            TimeUnit.MILLISECONDS);
    return true;
  }

  private void goOn(Request request, Response response, Callback callback) {
    try {
      if (!super.handle(request, response, callback)) {
        Response.writeError(request, response, callback, NOT_FOUND);
      }
    } catch (Exception e) {
      Response.writeError(request, response, callback, e);
    }
  }
}
