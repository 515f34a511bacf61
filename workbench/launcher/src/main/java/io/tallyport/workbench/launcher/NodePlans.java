package io.tallyport.workbench.launcher;

import io.tallyport.workbench.launcher.machine.Ports;
import io.tallyport.workbench.launcher.server.WildFlyServer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** What the gateways of one run are started with: one stands alone, several are nodes of one cluster on this machine. */
final class NodePlans {
    private final ProjectFolder project;
    private final Path data;
    private final Map<String, String> environment;
    private final List<String> javaOptions;

    NodePlans(ProjectFolder project, Path data, Map<String, String> environment, List<String> javaOptions) {
        this.project = project;
        this.data = data;
        this.environment = environment;
        this.javaOptions = javaOptions;
    }

    /** @param firstPort of the first node's HTTP, those of the others follow; 0: any that are free */
    List<WildFlyServer.Plan> of(int nodes, int firstPort) {
        if (nodes == 1) {
            return List.of(plan(1, firstPort, "standalone.xml", Map.of(), List.of()));
        }
        List<Integer> clusterPorts =
                IntStream.range(0, nodes).mapToObj(i -> Ports.anyFree()).toList();
        String hosts = clusterPorts.stream().map("127.0.0.1[%d]"::formatted).collect(Collectors.joining(","));
        List<WildFlyServer.Plan> plans = new ArrayList<>();
        for (int node = 1; node <= nodes; node++) {
            plans.add(plan(
                    node,
                    firstPort == 0 ? 0 : firstPort + node - 1,
                    "standalone-ha.xml",
                    Map.of("TALLYPORT_CLUSTER_HOSTS", hosts),
                    List.of(
                            "-Djboss.node.name=" + name(node),
                            "-Dtallyport.cluster.port=" + clusterPorts.get(node - 1))));
        }
        return plans;
    }

    private WildFlyServer.Plan plan(
            int node, int port, String configuration, Map<String, String> variables, List<String> options) {
        Map<String, String> all = new HashMap<>(environment);
        all.put("TALLYPORT_NODE_ID", name(node));
        all.putAll(variables);
        List<String> allOptions = new ArrayList<>(javaOptions);
        allOptions.addAll(options);
        return new WildFlyServer.Plan(
                project.wildfly(),
                project.jvmOptions(),
                project.ear(),
                Installation.serverFolder(data, node),
                configuration,
                port,
                all,
                allOptions);
    }

    private static String name(int node) {
        return "node-" + node;
    }
}
