import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.opensearch.Version;
import org.opensearch.common.settings.Settings;
import org.opensearch.env.Environment;
import org.opensearch.node.InternalSettingsPreparer;
import org.opensearch.node.Node;
import org.opensearch.plugins.Plugin;
import org.opensearch.plugins.PluginInfo;

/** One OpenSearch node in this process: SearchNode FOLDER NAME HTTP-PORT TRANSPORT-PORT [NAME=TRANSPORT-PORT…]. */
public class SearchNode {
    private static final String[] PLUGINS = {
        "org.opensearch.transport.Netty4ModulePlugin",
        "org.opensearch.analysis.common.CommonAnalysisModulePlugin",
        "org.opensearch.index.mapper.MapperExtrasModulePlugin",
    };

    private static final class Embedded extends Node {
        Embedded(Environment environment, Collection<PluginInfo> plugins) {
            super(environment, plugins, true);
        }
    }

    public static void main(String[] arguments) throws Exception {
        Path folder = Path.of(arguments[0]).toAbsolutePath();
        String name = arguments[1];
        folder.resolve("config").toFile().mkdirs();
        Settings.Builder settings = Settings.builder()
            .put("path.home", folder.toString())
            .put("path.data", folder.resolve("data").toString())
            .put("path.logs", folder.resolve("logs").toString())
            .put("cluster.name", "tests")
            .put("node.name", name)
            .put("node.processors", 2)
            .put("network.host", "127.0.0.1")
            .put("http.port", arguments[2])
            .put("transport.port", arguments[3])
            .put("http.type", "netty4")
            .put("transport.type", "netty4")
            .put("cluster.routing.allocation.disk.threshold_enabled", false);
        List<String> hosts = new ArrayList<>();
        List<String> names = new ArrayList<>();
        for (String node : Arrays.asList(arguments).subList(4, arguments.length)) {
            names.add(node.split("=")[0]);
            hosts.add("127.0.0.1:" + node.split("=")[1]);
        }
        if (names.isEmpty()) {
            settings.put("discovery.type", "single-node");
        } else {
            settings.putList("discovery.seed_hosts", hosts);
            settings.putList("cluster.initial_cluster_manager_nodes", names);
        }
        List<PluginInfo> plugins = new ArrayList<>();
        for (String plugin : PLUGINS) {
            plugins.add(new PluginInfo(plugin, "", "NA", Version.CURRENT, "21", plugin, null, List.of(), false));
        }
        Environment environment =
            InternalSettingsPreparer.prepareEnvironment(settings.build(), Map.of(), null, () -> name);
        new Embedded(environment, plugins).start();
        new CountDownLatch(1).await(); // the tests kill it
    }
}
