package dev.kcompact.finalizer.testing;

import java.util.regex.Pattern;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.services.sfn.model.SfnRequest;

/** Reports every request of every AWS client to {@link Effects}; the SDK finds it as a resource. */
public final class EffectsInterceptor implements ExecutionInterceptor {
  private static final Pattern QUESTION = Pattern.compile("(Get|BatchGet|Head|List|Describe).*");

  @Override
  public void beforeExecution(Context.BeforeExecution context, ExecutionAttributes attributes) {
    if (context.request() instanceof SfnRequest) {
      // The tests themselves ask whether the execution has ended.
      return;
    }
    if (QUESTION.matcher(context.request().getClass().getSimpleName()).matches()) {
      Effects.question();
    } else {
      Effects.change();
    }
  }
}
