package dev.kcompact.job.store.s3;

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

/** Collects a response as it arrives, in a thread of the HTTP client. */
final class S3ResponseCollector implements SdkAsyncHttpResponseHandler, Subscriber<ByteBuffer> {
  /** Longer bodies are not allocated in advance. */
  private static final long MAX_INITIAL_BYTES = 64L << 20;

  private static final int DEFAULT_BYTES = 8 << 10;

  private final CompletableFuture<S3Response> response;
  private @Nullable SdkHttpResponse head;
  private Body body = new Body(0);

  S3ResponseCollector(CompletableFuture<S3Response> response) {
    this.response = response;
  }

  /** Returns its bytes without a copy if the headers contained their number. */
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
    long length =
        headers
            .firstMatchingHeader("Content-Length")
            .map(Long::parseLong)
            .orElse((long) DEFAULT_BYTES);
    body = new Body((int) Math.min(length, MAX_INITIAL_BYTES));
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
      response.completeExceptionally(new IOException("The response has no headers"));
    } else {
      response.complete(new S3Response(head, body.bytes()));
    }
  }

  @Override
  public void onError(Throwable failure) {
    response.completeExceptionally(failure);
  }
}
