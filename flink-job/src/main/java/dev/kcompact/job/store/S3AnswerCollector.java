package dev.kcompact.job.store;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;
import software.amazon.awssdk.http.SdkHttpResponse;
import software.amazon.awssdk.http.async.SdkAsyncHttpResponseHandler;

/** Gathers an answer as it comes. All methods are called in one of the HTTP client's threads. */
final class S3AnswerCollector implements SdkAsyncHttpResponseHandler, Subscriber<ByteBuffer> {
  /** A body whose headers promise more grows as it comes. */
  private static final long MOST_AT_ONCE = 64L << 20;

  private static final int UNKNOWN = 8 << 10;

  private final CompletableFuture<S3Answer> answer;
  private @Nullable SdkHttpResponse head;
  private Body body = new Body(0);

  S3AnswerCollector(CompletableFuture<S3Answer> answer) {
    this.answer = answer;
  }

  /** Hands its bytes over without a copy where the headers told their number. */
  private static final class Body extends ByteArrayOutputStream {
    Body(int size) {
      super(size);
    }

    void add(ByteBuffer bytes) {
      if (bytes.hasArray()) {
        write(bytes.array(), bytes.arrayOffset() + bytes.position(), bytes.remaining());
      } else {
        byte[] copy = new byte[bytes.remaining()];
        bytes.get(copy);
        write(copy, 0, copy.length);
      }
    }

    byte[] bytes() {
      return count == buf.length ? buf : toByteArray();
    }
  }

  @Override
  public void onHeaders(SdkHttpResponse headers) {
    head = headers;
    long promised =
        headers.firstMatchingHeader("Content-Length").map(Long::parseLong).orElse((long) UNKNOWN);
    body = new Body((int) Math.min(promised, MOST_AT_ONCE));
  }

  @Override
  public void onStream(Publisher<ByteBuffer> stream) {
    stream.subscribe(this);
  }

  @Override
  public void onSubscribe(Subscription subscription) {
    subscription.request(Long.MAX_VALUE);
  }

  @Override
  public void onNext(ByteBuffer bytes) {
    body.add(bytes);
  }

  @Override
  public void onComplete() {
    if (head == null) {
      answer.completeExceptionally(new IOException("The answer has no headers"));
    } else {
      answer.complete(new S3Answer(head, body.bytes()));
    }
  }

  @Override
  public void onError(Throwable failure) {
    answer.completeExceptionally(failure);
  }
}
