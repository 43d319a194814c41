package dev.kcompact.finalizer.testing;

import com.sun.net.httpserver.HttpExchange;
import dev.kcompact.testbed.http.LoopbackServer;
import dev.kcompact.testbed.http.LoopbackServer.Answer;
import dev.kcompact.testbed.servicenow.ServiceNowReceiver;
import java.io.IOException;
import java.net.URI;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;

/** The test bed's ServiceNow receiver, with faults that a test sets. */
public final class FaultyServiceNow implements AutoCloseable {
  private static final int FORBIDDEN = 403;
  private static final int BAD_GATEWAY = 502;

  /** Statuses with which the next requests fail. */
  public final Deque<Integer> troubles = new ArrayDeque<>();

  public final List<String> requests = new ArrayList<>();

  private volatile IntConsumer beforeSearch = search -> {};
  private final AtomicInteger searches = new AtomicInteger();

  /** Number of incidents that are created without an answer. */
  public int lostAnswers;

  private final ServiceNowReceiver receiver =
      new ServiceNowReceiver(
          0, InstantSource.system(), served -> request -> answer(request, served));

  public URI uri() {
    return receiver.uri();
  }

  /** Returns copies of all incidents, oldest first. */
  public List<Map<String, String>> incidents() {
    return receiver.incidents();
  }

  public void replaceIncidents(List<Map<String, String>> incidents) {
    receiver.replaceIncidents(incidents);
  }

  /** Sets what happens before a search is answered; it is given the search's number, from 1. */
  public void beforeSearch(IntConsumer hook) {
    beforeSearch = hook;
  }

  public int searches() {
    return searches.get();
  }

  private Answer answer(HttpExchange request, LoopbackServer.Handler served)
      throws IOException, InterruptedException {
    if (!request.getRequestMethod().equals("GET")) {
      return locked(request, served);
    }
    int search = searches.incrementAndGet();
    Answer found = locked(request, served);
    // The answer is what was found before others went on.
    beforeSearch.accept(search);
    return found;
  }

  private synchronized Answer locked(HttpExchange request, LoopbackServer.Handler served)
      throws IOException, InterruptedException {
    String method = request.getRequestMethod();
    requests.add(method);
    Integer trouble = troubles.poll();
    if (died(method)) {
      trouble = FORBIDDEN;
    }
    if (trouble != null) {
      return empty(trouble);
    }
    Answer answer = served.answer(request);
    return method.equals("POST") && lostAnswers-- > 0 ? empty(BAD_GATEWAY) : answer;
  }

  private static Answer empty(int status) {
    return new Answer(status, Map.of(), new byte[0]);
  }

  /** Whether the handler's process has ended and sends no request; this answer ends it at once. */
  private static boolean died(String method) {
    try {
      if (method.equals("GET")) {
        Effects.question();
      } else {
        Effects.change();
      }
      return false;
    } catch (Effects.Died died) {
      return true;
    }
  }

  @Override
  public void close() {
    receiver.close();
  }
}
