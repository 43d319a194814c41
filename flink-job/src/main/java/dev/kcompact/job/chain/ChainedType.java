package dev.kcompact.job.chain;

import org.apache.flink.api.common.serialization.SerializerConfig;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.base.TypeSerializerSingleton;
import org.apache.flink.api.java.typeutils.GenericTypeInfo;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Type of the elements that are passed within the operator chain and never serialized. */
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

  /**
   * Rejects serialization: it would mean that source, compactor and sink are not chained, and then
   * a checkpoint could split a group.
   */
  static final class ChainedSerializer<T> extends TypeSerializerSingleton<T> {
    private static final long serialVersionUID = 1L;

    @Override
    public boolean isImmutableType() {
      return false;
    }

    @Override
    public T createInstance() {
      throw unchained();
    }

    @Override
    public T copy(T from) {
      return from;
    }

    @Override
    public T copy(T from, T reuse) {
      return from;
    }

    @Override
    public int getLength() {
      return -1;
    }

    @Override
    public void serialize(T element, DataOutputView target) {
      throw unchained();
    }

    @Override
    public T deserialize(DataInputView source) {
      throw unchained();
    }

    @Override
    public T deserialize(T reuse, DataInputView source) {
      throw unchained();
    }

    @Override
    public void copy(DataInputView source, DataOutputView target) {
      throw unchained();
    }

    private static IllegalStateException unchained() {
      return new IllegalStateException(
          "Source, compactor and file sink are not chained; set the same parallelism for all and"
              + " keep pipeline.operator-chaining.enabled on");
    }

    @Override
    public TypeSerializerSnapshot<T> snapshotConfiguration() {
      return new Snapshot<>();
    }

    public static final class Snapshot<T> extends SimpleTypeSerializerSnapshot<T> {
      public Snapshot() {
        super(ChainedSerializer::new);
      }
    }
  }
}
