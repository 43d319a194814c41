package dev.kcompact.finalizer.testing;

import java.util.regex.Pattern;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.services.sfn.model.SfnRequest;

/** Tells {@link Effects} of every request of every AWS client; the SDK finds it by a resource. */
public final class EffectsInterceptor implements ExecutionInterceptor {
  private static final Pattern QUESTION = Pattern.compile("(Get|BatchGet|Head|List|Describe).*");

  @Override
  public void beforeExecution(Context.BeforeExecution context, ExecutionAttributes attributes) {
    if (context.request() instanceof SfnRequest) {
      // The tests ask for the execution's end meanwhile.
      return;
    }
    if (QUESTION.matcher(context.request().getClass().getSimpleName()).matches()) {
      Effects.question();
    } else {
      Effects.change();
    }
  }
}
