package dev.kcompact.cli.flink;

import java.net.URI;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.functions.MapFunction;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichMapFunction;
import org.apache.flink.api.common.serialization.SimpleStringEncoder;
import org.apache.flink.api.connector.source.lib.NumberSequenceSource;
import org.apache.flink.connector.file.sink.FileSink;
import org.apache.flink.core.fs.Path;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.SimpleCounter;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * A job that, like the real one, sets neither checkpoints nor restarts. It writes numbers as text
 * files.
 *
 * <p>Arguments: the directory, and {@code bounded}, {@code endless}, {@code failing}, or {@code
 * configuring}, which sets a checkpoint interval.
 */
public final class NumbersJob {
  private NumbersJob() {}

  public static void main(String[] arguments) throws Exception {
    URI directory = URI.create(arguments[0]);
    long last = arguments[1].equals("endless") ? Long.MAX_VALUE / 2 : 999;
    StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
    if (arguments[1].equals("configuring")) {
      env.enableCheckpointing(77_000);
    }
    MapFunction<Long, String> map =
        arguments[1].equals("failing") ? new Failing() : new CountingText();
    env.fromSource(new NumberSequenceSource(0, last), WatermarkStrategy.noWatermarks(), "numbers")
        .map(map)
        .returns(String.class)
        .sinkTo(
            FileSink.forRowFormat(new Path(directory), new SimpleStringEncoder<String>()).build());
    env.execute("numbers");
  }

  private static final class Failing implements MapFunction<Long, String> {
    private static final long serialVersionUID = 1;

    @Override
    public String map(Long value) {
      throw new IllegalStateException("No number is good enough: " + value);
    }
  }

  private static final class CountingText extends RichMapFunction<Long, String> {
    private static final long serialVersionUID = 1;

    private transient Counter texts = new SimpleCounter();

    @Override
    public void open(OpenContext context) {
      texts = getRuntimeContext().getMetricGroup().addGroup("numbers").counter("texts");
    }

    @Override
    public String map(Long value) {
      texts.inc();
      return Long.toString(value);
    }
  }
}
