package dev.kcompact.job.chain;

import org.apache.flink.api.common.serialization.SerializerConfig;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.java.typeutils.GenericTypeInfo;

/** Type of the elements within the chain: opaque, passed on unchanged, never serialized. */
public final class ChainedType<T> extends GenericTypeInfo<T> {
  private static final long serialVersionUID = 1L;

  public ChainedType(Class<T> type) {
    super(type);
  }

  @Override
  public TypeSerializer<T> createSerializer(SerializerConfig config) {
    return new ChainedSerializer<>();
  }

  @Override
  public String toString() {
    return "ChainedType(" + getTypeClass().getSimpleName() + ")";
  }
}
