package dev.kcompact.job.store;

import java.nio.ByteBuffer;
import java.util.Optional;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;
import software.amazon.awssdk.http.async.SdkHttpContentPublisher;

/** The body of a GET: there is none. */
enum S3NoContent implements SdkHttpContentPublisher {
  INSTANCE;

  @Override
  public Optional<Long> contentLength() {
    return Optional.of(0L);
  }

  @Override
  public void subscribe(Subscriber<? super ByteBuffer> subscriber) {
    subscriber.onSubscribe(
        new Subscription() {
          @Override
          public void request(long n) {
            subscriber.onComplete();
          }

          @Override
          public void cancel() {}
        });
  }
}
